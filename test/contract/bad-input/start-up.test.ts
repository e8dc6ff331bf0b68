import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startPart } from '../../../tools/run/part.ts'
import { inRoot } from '../../../tools/run/paths.ts'
import { mayMount, onReadOnlyFolder, onSmallDisk } from './own-mounts.ts'

/** Everything that can be in the way of each process at its start: one sentence with the way out, exit code 1, and nothing of the data touched. */

const parts = [
  { name: 'till', entry: 'till/shell/browser-main.ts', file: 'till.sqlite', env: 'CASHWRAP_TILL' },
  { name: 'server', entry: 'server/main.ts', file: 'server.sqlite', env: 'CASHWRAP_SERVER' },
  { name: 'sandbox', entry: 'sandbox/stripe/main.ts', file: 'practice-stripe.db', env: 'CASHWRAP_SANDBOX' },
] as const

/** Where nobody listens: the server starts without its processor. */
const environment = { CASHWRAP_MODE: 'practice', STRIPE_API_BASE: 'http://127.0.0.1:9' }

describe.each(parts)('the $name at its start', ({ name, entry, file, env }) => {
  let folder: string
  let data: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cashwrap-start-'))
    data = join(folder, 'data')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  /** The one sentence with which the process ended. */
  async function refusal(
    extra: Readonly<Record<string, string>> = {},
    around: readonly string[] = [],
  ): Promise<string> {
    const [command = '', ...args] = [...around, process.execPath, inRoot(entry)]
    const child = spawn(command, args, {
      env: { ...process.env, ...environment, [`${env}_DATA`]: data, ...extra },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString()
    })
    const tooLong = setTimeout(() => child.kill('SIGKILL'), 20_000)
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
    clearTimeout(tooLong)
    // Log lines are JSON and for support; the last line is for the person.
    const sentences = err.split('\n').filter((line) => line !== '' && !line.startsWith('{'))
    expect({ code, out, sentences }).toEqual({ code: 1, out: '', sentences: [expect.any(String)] })
    const [sentence = ''] = sentences
    expect(sentence).toMatch(/^[A-Z].*\.$/)
    expect(sentence).not.toMatch(/SQLITE_|\bE[A-Z]{4,}\b|Error|node:|undefined/)
    return sentence
  }

  /** A data folder that was used and left in order. */
  async function used(): Promise<string> {
    const part = await startPart(name, { ...environment, [`${env}_DATA`]: data, [`${env}_PORT`]: '0' })
    await part.end()
    const path = join(data, file)
    // A part that was ended in a hurry leaves a write-ahead file from which a cut database heals; here everything is in the one file.
    const database = new Database(path)
    database.pragma('wal_checkpoint(TRUNCATE)')
    database.close()
    return path
  }

  test('a port in use: named, and 0 takes any free one', async () => {
    const holder = createServer()
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
    const address = holder.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    try {
      const sentence = await refusal({ [`${env}_PORT`]: String(port) })
      expect(sentence).toMatch(new RegExp(`[Pp]ort ${port}\\b`))
      expect(sentence).toContain(`${env}_PORT`)
      expect(sentence).toMatch(/\b0 for any/)
    } finally {
      holder.close()
    }
  })

  test('a data folder that is a file, or lies below one', async () => {
    writeFileSync(data, 'a file')
    expect(await refusal()).toContain(data)
    expect(await refusal({ [`${env}_DATA`]: join(data, 'below') })).toContain(data)
    expect(readFileSync(data, 'utf8')).toBe('a file')
  })

  test.each([0, 100, 5_000, 0.5])('a database cut to %d', async (cut) => {
    const path = await used()
    truncateSync(path, cut === 0.5 ? Math.floor(readFileSync(path).length / 2) : cut)
    const before = readFileSync(path)
    const sentence = await refusal()
    expect(sentence).toContain(data)
    expect(sentence).toMatch(/damaged|empty or gone/)
    expect(sentence).toMatch(/keep a copy|put back|move it aside|move the file away/)
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  test.each(['garbage', 'pages of zeros'])('a database of %s', async (kind) => {
    const path = await used()
    const bytes = kind === 'garbage' ? Buffer.alloc(60_000, 'no database at all. ') : readFileSync(path)
    if (kind !== 'garbage') bytes.fill(0, 4_096 * 2, 4_096 * 5)
    writeFileSync(path, bytes)
    expect(await refusal()).toMatch(/is damaged/)
    expect(readFileSync(path).equals(bytes)).toBe(true)
  })

  if (mayMount) {
    test('a read-only data folder', async () => {
      const path = await used()
      const before = readFileSync(path)
      const sentence = await refusal({}, onReadOnlyFolder(data))
      expect(sentence).toContain(data)
      expect(sentence).toMatch(/cannot (?:be written|write)/)
      expect(sentence).toMatch(/another/)
      expect(readFileSync(path).equals(before)).toBe(true)
    })

    test.each([4, 24, 40])('a disk of %i KiB', async (sizeKiB) => {
      mkdirSync(data)
      const sentence = await refusal({}, onSmallDisk(data, sizeKiB))
      expect(sentence).toContain(data)
      expect(sentence).toMatch(/is full.*free some space/)
    })
  }
})
