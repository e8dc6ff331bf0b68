import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { inRoot } from '../../tools/run/paths.ts'
import { personAt } from '../support/person.ts'
import { isAlive, type StartCommand, startCommand } from '../support/start-command.ts'

/** `npm start` on folders of its own: what it prints, how it ends, and the sentence for everything that can be in its way. */

let folder: string
let started: StartCommand[] = []

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cashwrap-start-'))
})
test.afterEach(async () => {
  for (const command of started) await command.kill()
  started = []
  rmSync(folder, { recursive: true, force: true })
})

const start = (...args: Parameters<typeof startCommand>): StartCommand => {
  const command = startCommand(...args)
  started.push(command)
  return command
}

/** The promise is three seconds; a machine that also runs these tests is given twice that. */
const goneWithinMs = 6_000

async function expectAllGone(pids: readonly number[]): Promise<void> {
  await expect.poll(() => pids.filter(isAlive), { timeout: goneWithinMs, intervals: [100] }).toEqual([])
}

/** One sentence, no stack, no success. */
async function expectSentence(command: StartCommand, sentence: RegExp): Promise<void> {
  expect(await command.ended, command.err()).toBe(1)
  expect(command.err()).toMatch(sentence)
  expect(command.err().split('\n')).toHaveLength(1)
  expect(command.err()).not.toMatch(/\n\s+at |node:internal/)
  expect(command.out()).toBe('')
}

async function sellForCash(page: Page, till: string): Promise<void> {
  const person = personAt(page)
  await person.enter(till)
  await person.tap(/House Blend Coffee Beans 250 g/)
  await person.charge()
  await person.button('Cash').click()
  await person.button('Exact').click()
  await person.newSale()
}

test('it prints three addresses and nothing else, and SIGTERM ends every process', async () => {
  const command = start(folder)
  await command.addresses
  expect(command.out().trim().split('\n')).toEqual([
    expect.stringMatching(/^till: http:\/\/127\.0\.0\.1:\d+\/\?key=\S+$/),
    expect.stringMatching(/^back office: http:\/\/127\.0\.0\.1:\d+\/backoffice\/\?token=\S+$/),
    expect.stringMatching(/^practice stripe: http:\/\/127\.0\.0\.1:\d+$/),
  ])
  const pids = command.processes().map(({ pid }) => pid)
  // The launcher, the command itself, and its three parts.
  expect(pids.length).toBeGreaterThanOrEqual(5)
  process.kill(command.pid, 'SIGTERM')
  await expectAllGone(pids)
  expect(await command.ended).toBe(0)
})

test('Ctrl-C ends every process', async () => {
  const command = start(folder)
  await command.addresses
  const pids = command.processes().map(({ pid }) => pid)
  process.kill(-command.pid, 'SIGINT')
  await expectAllGone(pids)
})

test('a launcher that is killed outright takes everything with it', async () => {
  const command = start(folder)
  await command.addresses
  const pids = command.processes().map(({ pid }) => pid)
  process.kill(command.pid, 'SIGKILL')
  await expectAllGone(pids)
})

test('the second start has the sales of the first', async ({ page }) => {
  const first = start(folder)
  await sellForCash(page, (await first.addresses).till)
  process.kill(first.pid, 'SIGTERM')
  await first.ended
  const second = start(folder)
  const { till, server } = await second.addresses
  const person = personAt(page)
  await person.enter(till)
  await page.getByRole('button', { name: 'Sales', exact: true }).click()
  await expect(page.getByRole('dialog', { name: 'Past sales' }).getByRole('listitem')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await sellForCash(page, till)
  const office = await page.context().newPage()
  await office.goto(server)
  await expect(office).toHaveURL(/\/backoffice\/(?!\?token)/)
  await expect
    .poll(async () => {
      const { sales } = (await (
        await office.request.get(new URL('/v1/backoffice/sales', server).href)
      ).json()) as {
        sales: readonly unknown[]
      }
      return sales.length
    })
    .toBe(2)
})

test('a second one on the same data folder says that the first is running, and leaves it alone', async ({
  page,
}) => {
  const first = start(folder)
  const { till } = await first.addresses
  await expectSentence(start(folder), /already uses .*name another folder in CASHWRAP_DATA/)
  await sellForCash(page, till)
})

for (const [offset, part] of ['till', 'back office', 'practice Stripe'].entries()) {
  test(`the port of the ${part} is in use`, async () => {
    const holder = createServer()
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
    const { port } = holder.address() as AddressInfo
    try {
      await expectSentence(
        start(folder, { CASHWRAP_PORT: String(port - offset) }),
        new RegExp(`port ${port}\\b.* CASHWRAP_PORT`, 'i'),
      )
    } finally {
      holder.close()
    }
  })
}

test('CASHWRAP_PORT is no port', async () => {
  await expectSentence(
    start(folder, { CASHWRAP_PORT: 'till' }),
    /CASHWRAP_PORT is "till"; it must be a port number/,
  )
})

test('the data folder lies below a file', async () => {
  const file = join(folder, 'file')
  writeFileSync(file, '')
  await expectSentence(start(join(file, 'data')), /data folder .* cannot be made .* CASHWRAP_DATA/)
})

if (process.platform === 'linux') {
  test('the data folder lies where no folder can be', async () => {
    await expectSentence(start('/proc/cashwrap/data'), /data folder .* cannot be made .* CASHWRAP_DATA/)
  })
}

// Root writes everywhere, so root runs the command as nobody, where nobody may read this checkout.
const isRoot = process.getuid?.() === 0
const reader = isRoot ? { uid: 65_534, gid: 65_534 } : undefined
const mayRead = spawnSync(process.execPath, ['--check', inRoot('tools/launch/launch.mjs')], {
  cwd: '/',
  ...reader,
})
if (mayRead.status === 0) {
  test('the data folder is read-only', async () => {
    const data = join(folder, 'data')
    mkdirSync(data, { mode: 0o500 })
    chmodSync(folder, 0o755)
    await expectSentence(
      start(data, { HOME: folder }, reader),
      /cannot write to .*name another one in CASHWRAP_DATA/,
    )
  })
}

test('a truncated till database is named and left as it was', async ({ page }) => {
  const first = start(folder)
  await sellForCash(page, (await first.addresses).till)
  process.kill(first.pid, 'SIGTERM')
  await first.ended
  const file = join(folder, 'till', 'till.sqlite')
  truncateSync(file, Math.floor(readFileSync(file).length / 2))
  const digest = (): string => createHash('sha256').update(readFileSync(file)).digest('hex')
  const before = digest()
  await expectSentence(start(folder), /database in .* is damaged: keep a copy of the folder/)
  expect(digest()).toBe(before)
})

test('a server that is killed ends the whole command, which says so', async () => {
  const command = start(folder)
  await command.addresses
  const family = command.processes()
  const server = family.find(({ command: line }) => line.includes('server/main.ts'))
  process.kill(server?.pid ?? 0, 'SIGKILL')
  expect(await command.ended).toBe(1)
  expect(command.err()).toMatch(
    /^cashwrap: the server ended by itself \(SIGKILL.*\); everything else is being ended too\./m,
  )
  await expectAllGone(family.map(({ pid }) => pid))
})
