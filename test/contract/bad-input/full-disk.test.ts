import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inRoot } from '../../../tools/run/paths.ts'
import { mayMount, onSmallDisk } from './own-mounts.ts'

/** A disk that fills up while the shop sells. Without mounts of its own a machine has `test/unit/till/payments/disk-full.test.ts` and the like for this. */
describe('a disk that fills up while selling', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cashwrap-full-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  async function sell(part: 'till' | 'server' | 'sandbox'): Promise<Record<string, unknown>> {
    const disk = folder
    const [command = '', ...args] = onSmallDisk(disk, 4_096)
    const script = inRoot('test/fixtures/bad-input/sell-on-a-small-disk.ts')
    const child = spawn(command, [...args, process.execPath, script, disk, part], { cwd: inRoot() })
    const tooLong = setTimeout(() => child.kill('SIGKILL'), 100_000)
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString()
    })
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
    clearTimeout(tooLong)
    expect(code, err).toBe(0)
    return JSON.parse(out) as Record<string, unknown>
  }

  test('has a sentence for each of its errors', async () => {
    const { storageFailure } = await import('../../../till/store/storage-errors.ts')
    const full = Object.assign(new Error('full'), { code: 'SQLITE_FULL' })
    expect(storageFailure(full, '/data')?.error.message).toMatch(/is full: free some space/)
  })

  if (mayMount) {
    test('of the till: the change is refused, the cart stays, and the sale is made when there is room', {
      timeout: 120_000,
    }, async () => {
      const seen = await sell('till')
      const refusal = { code: 'storage_full', message: expect.stringMatching(/is full: free some space/) }
      expect(seen).toMatchObject({
        refused: refusal,
        begin: refusal,
        phase: 'receipt',
        captured: [],
        ended: [],
      })
      expect(seen['linesAfter']).toBe(seen['lines'])
      expect(seen['sales']).toEqual([seen['saleTotal']])
    })

    test('of the server: requests get 507, the card is unknown and never lost, and is booked once', {
      timeout: 120_000,
    }, async () => {
      const seen = await sell('server')
      expect(seen).toMatchObject({
        refused: {
          status: 507,
          body: {
            error: { code: 'storage_full', message: expect.stringMatching(/is full; free some space/) },
          },
        },
        whileFull: 'unknown',
        phase: 'receipt',
        ended: [],
      })
      expect(seen['captured']).toEqual([seen['saleTotal']])
      expect(seen['sales']).toEqual([seen['saleTotal']])
    })

    test('of the practice Stripe: it says so, lives on, and charges once when there is room', {
      timeout: 120_000,
    }, async () => {
      const seen = await sell('sandbox')
      expect(seen).toMatchObject({
        refused: {
          status: 500,
          body: { error: { type: 'api_error', message: expect.stringMatching(/is full: free some space/) } },
        },
        answersStill: 200,
        phase: 'receipt',
        ended: [],
      })
      expect(seen['captured']).toEqual([seen['saleTotal']])
      expect(seen['sales']).toEqual([seen['saleTotal']])
    })
  }
})
