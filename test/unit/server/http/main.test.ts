import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dialects, startPostgres } from '../store/postgres.ts'
import { adminToken } from './test-server.ts'

const main = join(import.meta.dirname, '../../../../server/main.ts')

type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string }

/** The real process. `ready` resolves with its address line; `ended` when it is gone. */
function startMain(env: Record<string, string>) {
  const child: ChildProcess = spawn(process.execPath, [main], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  let isReady: (line: string) => void = () => {}
  const ready = new Promise<string>((done) => {
    isReady = done
  })
  child.stdout?.on('data', (data) => {
    stdout += String(data)
    if (stdout.includes('\n')) isReady(stdout.trim())
  })
  child.stderr?.on('data', (data) => {
    stderr += String(data)
  })
  const ended = new Promise<Ended>((done) => {
    child.once('close', (code) => {
      isReady('')
      done({ code, stdout, stderr })
    })
  })
  return { child, ready, ended }
}

describe('the server process', () => {
  let folder: string
  const children: ChildProcess[] = []
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cashwrap-main-'))
  })
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })

  const start = (env: Record<string, string> = {}) => {
    const started = startMain({ CASHWRAP_SERVER_DATA: folder, ...env })
    children.push(started.child)
    return started
  }
  const expectSentence = ({ code, stdout, stderr }: Ended, cause: string | RegExp) => {
    expect(stdout).toBe('')
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).toMatch(cause)
    expect(stderr).not.toMatch(/\n\s+at /)
    expect(code).toBe(1)
  }

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'prints one address line, serves, and ends on %s with 0',
    async (signal) => {
      const { child, ready, ended } = start()
      const line = await ready
      expect(line).toMatch(/^back office: http:\/\/127\.0\.0\.1:\d+\/backoffice\/\?token=[\w-]{43}$/)
      const address = new URL(line.slice('back office: '.length))
      expect((await fetch(`${address.origin}/readyz`)).status).toBe(200)
      child.kill(signal)
      const { code, stderr } = await ended
      expect(code).toBe(0)
      expect(stderr).not.toContain(address.searchParams.get('token'))
    },
  )

  it.each(dialects)('serves a shop on %s', async (dialect) => {
    const postgres = dialect === 'postgres' ? await startPostgres() : undefined
    const storage =
      postgres === undefined ? {} : { CASHWRAP_SERVER_DATA: '', DATABASE_URL: await postgres.newDatabase() }
    const { child, ready, ended } = start({ ...storage, CASHWRAP_ADMIN_TOKEN: adminToken })
    const address = new URL((await ready).slice('back office: '.length))
    const response = await fetch(`${address.origin}/v1/backoffice/shop`, {
      headers: { authorization: `Bearer ${adminToken}` },
    })
    expect(await response.json()).toMatchObject({ store: { name: 'Linden & Kade' } })
    child.kill('SIGTERM')
    expect((await ended).code).toBe(0)
    await postgres?.stop()
  })

  it('opens again after it was killed', async () => {
    const first = start()
    await first.ready
    first.child.kill('SIGKILL')
    await first.ended
    const second = start()
    expect(await second.ready).toContain('back office: ')
  })

  it('says so in one sentence when its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((done) => other.once('listening', done))
    const address = other.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const { ended } = start({ CASHWRAP_SERVER_PORT: String(port) })
    const end = await ended
    other.close()
    const sentences = end.stderr.split('\n').filter((line) => line !== '' && !line.startsWith('{'))
    expect(sentences).toEqual([
      expect.stringMatching(new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is used by another program`)),
    ])
    expect(end.code).toBe(1)
  })

  it('says so in one sentence when another server has the folder', async () => {
    const first = start()
    await first.ready
    expectSentence(await start().ended, /^Another Cashwrap server is using the data folder/)
  })

  it('says so in one sentence when the database is damaged', async () => {
    writeFileSync(
      join(folder, 'server.sqlite'),
      'nothing like a database at all, for many pages'.repeat(1_000),
    )
    expectSentence(await start().ended, /is damaged/)
  })

  it('says so in one sentence when the data folder cannot be a folder', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    expectSentence(
      await start({ CASHWRAP_SERVER_DATA: file }).ended,
      /cannot be made: a file is in its place/,
    )
  })

  it('says so in one sentence when the mode is another one', async () => {
    const first = start()
    await first.ready
    first.child.kill('SIGTERM')
    await first.ended
    const live = {
      CASHWRAP_MODE: 'live',
      STRIPE_SECRET_KEY: 'sk_live_abc',
      STRIPE_WEBHOOK_SECRET: 'whsec_abc',
      CASHWRAP_ADMIN_TOKEN: 'a-token-of-the-owner-with-32-characters',
    }
    expectSentence(await start(live).ended, /database is in practice mode, but CASHWRAP_MODE is live/)
  })

  it('says so in one sentence when the key is of another mode', async () => {
    const end = await start({ STRIPE_SECRET_KEY: 'sk_live_51NobodyMayReadThis' }).ended
    expectSentence(end, /is a live key, but CASHWRAP_MODE is practice/)
    expect(end.stderr).not.toContain('NobodyMayReadThis')
  })
})
