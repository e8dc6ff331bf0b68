import { spawn } from 'node:child_process'
import { truncateSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { readBrowserSettings } from '../../../../till/shell/browser-settings.ts'
import { openTillStore } from '../../../../till/store/till-store.ts'
import { tempFolder } from '../store/temp-folder.ts'

const program = fileURLToPath(new URL('../../../../till/shell/browser-main.ts', import.meta.url))

function start(env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env['PATH'], HOME: tempFolder(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString()
  })
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, out, err })),
  )
  const url = new Promise<string>((resolve) => {
    child.stdout.on('data', () => {
      const match = /^till: (\S+)\n/.exec(out)
      if (match?.[1] !== undefined) resolve(match[1])
    })
  })
  return { child, ended, url }
}

/** One plain sentence and the exit code 1: no stack, no second line. */
async function refusalOf(env: Readonly<Record<string, string>>): Promise<string> {
  const { code, out, err } = await start(env).ended
  expect({ code, out, lines: err.trim().split('\n').length }).toEqual({ code: 1, out: '', lines: 1 })
  return err.trim()
}

test('it prints one address, serves there, and ends on SIGTERM with exit code 0', async () => {
  const till = start({ CASHWRAP_TILL_DATA: tempFolder() })
  const url = await till.url
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?key=[\w-]{43}$/)
  expect((await fetch(url, { redirect: 'manual' })).status).toBe(303)
  till.child.kill('SIGTERM')
  const { code, out } = await till.ended
  expect(code).toBe(0)
  expect(out).toBe(`till: ${url}\n`)
})

test('it ends at once even while a page is connected and a server does not answer', async () => {
  const hole = createServer(() => undefined)
  await new Promise<void>((resolve) => hole.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void hole.close())
  const address = hole.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const till = start({
    CASHWRAP_TILL_DATA: tempFolder(),
    CASHWRAP_SERVER_URL: `http://127.0.0.1:${port}`,
    CASHWRAP_PAIRING_CODE: 'ABCD1234',
  })
  await till.url
  till.child.kill('SIGINT')
  expect((await till.ended).code).toBe(0)
})

test('each thing that can be wrong at start is one sentence with the way out', async () => {
  const busy = createServer()
  await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void busy.close())
  const address = busy.address()
  const port = String(typeof address === 'object' && address !== null ? address.port : 0)
  expect(await refusalOf({ CASHWRAP_TILL_DATA: tempFolder(), CASHWRAP_TILL_PORT: port })).toContain(
    'CASHWRAP_TILL_PORT',
  )

  const held = tempFolder()
  const store = openTillStore(held)
  if (!store.ok) throw new Error(store.error.message)
  expect(await refusalOf({ CASHWRAP_TILL_DATA: held })).toContain('Another Cashwrap')
  store.value.close()

  truncateSync(join(held, 'till.sqlite'), 5_000)
  expect(await refusalOf({ CASHWRAP_TILL_DATA: held })).toContain('damaged')
  expect(await refusalOf({ CASHWRAP_TILL_DATA: '/proc/cashwrap' })).toContain('Choose another folder')

  const practice = tempFolder()
  const other = openTillStore(practice)
  if (!other.ok) throw new Error(other.error.message)
  other.value.transaction((db) => db.exec("INSERT INTO meta VALUES ('mode', 'practice')"))
  other.value.close()
  const mismatch = await refusalOf({ CASHWRAP_TILL_DATA: practice, CASHWRAP_MODE: 'live' })
  expect(mismatch).toMatch(/practice mode.*live mode/)
})

test('settings that cannot be meant are refused by name', () => {
  for (const [name, value] of [
    ['CASHWRAP_TILL_PORT', 'http'],
    ['CASHWRAP_TILL_PORT', '70000'],
    ['CASHWRAP_TILL_PORT', '1.5'],
    ['CASHWRAP_MODE', 'prod'],
  ] as const) {
    const read = readBrowserSettings({ [name]: value })
    expect(read.ok ? '' : read.error.message).toContain(name)
  }
  expect(readBrowserSettings({ CASHWRAP_TILL_DATA: '/d', CASHWRAP_SERVER_URL: ' ' })).toMatchObject({
    ok: true,
    value: { dataFolder: '/d', port: 0, serverUrl: null, pairingCode: null, mode: null },
  })
})
