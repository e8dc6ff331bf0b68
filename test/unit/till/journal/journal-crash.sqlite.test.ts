import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { exited, startProgram } from '../store/child.ts'
import { tempFolder } from '../store/temp-folder.ts'
import { journalOn, openStoreOrThrow } from './test-journal.ts'

const program = new URL('./journal-for-ever.ts', import.meta.url)

type Acknowledged = { readonly seq: number; readonly hash: string }

const acknowledgedIn = (lines: readonly string[]): readonly Acknowledged[] =>
  lines.flatMap((line) => {
    const match = /^(\d+) ([0-9a-f]{64})$/.exec(line)
    return match === null ? [] : [{ seq: Number(match[1]), hash: match[2] ?? '' }]
  })

/** Everything acknowledged is there, as it was; the chain holds; nothing is half there. */
function expectKept(folder: string, acknowledged: readonly Acknowledged[]): number {
  const store = openStoreOrThrow(folder)
  try {
    const journal = journalOn(store)
    const verified = journal.verify()
    if (!verified.ok) throw new Error(verified.error.message)
    // Two operations a transaction: an odd head would be half a transaction.
    expect(verified.value.seq % 2).toBe(0)
    expect(verified.value.seq).toBeGreaterThanOrEqual(acknowledged.at(-1)?.seq ?? 0)
    const hashes = new Map(
      store.db
        .prepare<Acknowledged>('SELECT seq, hash FROM journal')
        .all()
        .map(({ seq, hash }) => [seq, hash]),
    )
    for (const { seq, hash } of acknowledged) expect(hashes.get(seq)).toBe(hash)
    const rebuilt = journal.rebuild()
    expect(rebuilt).toEqual({ ok: true, value: [] })
    return verified.value.seq
  } finally {
    store.close()
  }
}

test('a till killed at any moment has everything it acknowledged, and its chain holds', {
  timeout: 120_000,
}, async () => {
  const folder = tempFolder()
  const seen: Acknowledged[] = []
  for (let kill = 0; kill < 8; kill++) {
    const child = startProgram(program, [folder])
    while (child.lines().length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 150))
    child.kill('SIGKILL')
    await exited(child)
    const acknowledged = acknowledgedIn(child.lines())
    expect(acknowledged.length).toBeGreaterThan(0)
    seen.push(...acknowledged)
    expectKept(folder, seen)
  }
})

test('a disk that fills up refuses whole operations and damages none', { timeout: 60_000 }, async () => {
  const folder = tempFolder()
  const child = startProgram(program, [folder, '200'], smallDisk(folder))
  await exited(child)
  const lines = child.lines()
  const acknowledged = acknowledgedIn(lines)
  expect(acknowledged.length).toBeGreaterThan(0)
  expect(lines.at(-2)).toBe('refused storage_full')
  expect(lines.at(-1)).toBe(`verified ${acknowledged.at(-1)?.seq} ${acknowledged.at(-1)?.hash}`)
})

/** Runs a program with one megabyte of space in `folder`: a small file system of its own where that is allowed, else a limit on file size. */
function smallDisk(folder: string): readonly string[] {
  const mount = `mount -t tmpfs -o size=1m none '${folder}'`
  try {
    execFileSync('unshare', ['-rm', 'sh', '-c', mount], { stdio: 'ignore' })
    return ['unshare', '-rm', 'sh', '-c', `${mount} && exec "$@"`, 'sh']
  } catch {
    return ['sh', '-c', `trap '' XFSZ; ulimit -f 2048; exec "$@"`, 'sh']
  }
}
