import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Result } from '../../../../domain/result.ts'
import { isFixedSqlite, makeDurable, openConnection } from '../../../../till/store/connection.ts'
import { storageFailure } from '../../../../till/store/storage-errors.ts'
import {
  databaseFileName,
  openTillStore,
  type StoreOptions,
  type TillStore,
} from '../../../../till/store/till-store.ts'
import { exited, startProgram, untilLine } from './child.ts'
import { createFailingDisk, sqliteError } from './failing-disk.ts'
import { tempFolder } from './temp-folder.ts'

function open(folder: string, options: StoreOptions = {}): TillStore {
  const opened = openTillStore(folder, options)
  if (!opened.ok) throw new Error(opened.error.message)
  onTestFinished(() => opened.value.close())
  return opened.value
}

/** A folder in which a till has worked and was closed. */
function usedFolder(): string {
  const folder = tempFolder()
  const store = openTillStore(folder)
  if (!store.ok) throw new Error(store.error.message)
  put(store.value, 'note', 'x'.repeat(20_000))
  store.value.close()
  return folder
}

const put = (store: TillStore, key: string, value: string, landed?: () => boolean): Result<void> =>
  store.transaction((db) => {
    db.prepare('INSERT INTO meta (key, value) VALUES (?, ?)').run(key, value)
  }, landed)

const has = (store: TillStore, key: string): boolean =>
  store.db.prepare('SELECT 1 FROM meta WHERE key = ?').get(key) !== undefined

const refusal = (folder: string) => {
  const opened = openTillStore(folder)
  if (opened.ok) {
    opened.value.close()
    return 'opened'
  }
  expect(opened.error.message).toContain(folder)
  return opened.error.code
}

test('what a store commits is there after it was closed and opened again', () => {
  const folder = tempFolder()
  const first = openTillStore(folder)
  if (!first.ok) throw new Error(first.error.message)
  expect(put(first.value, 'a', '1').ok).toBe(true)
  first.value.close()
  expect(has(open(folder), 'a')).toBe(true)
})

test('a connection is durable: WAL, synchronous FULL, foreign keys, and the bundled SQLite has the WAL fix', () => {
  const folder = tempFolder()
  const settings: unknown[] = []
  open(folder, {
    open(path, options) {
      const connection = openConnection(path, options)
      return {
        ...connection,
        get inTransaction() {
          return connection.inTransaction
        },
        exec(sql) {
          connection.exec(sql)
          settings.push(connection.pragma('synchronous'), connection.pragma('journal_mode'))
        },
      }
    },
  })
  expect(settings.slice(-2)).toEqual([2, 'wal'])
  expect(isFixedSqlite('3.51.2')).toBe(false)
  expect(isFixedSqlite('3.51.3')).toBe(true)
  expect(isFixedSqlite('3.52.0')).toBe(true)
  expect(isFixedSqlite('4.0.0')).toBe(true)
  expect(isFixedSqlite('3.9.9')).toBe(false)
})

test('a setting that does not take is refused, because a pragma fails in silence', () => {
  const connection = openConnection(join(tempFolder(), 'x.sqlite'), { timeoutMs: 0 })
  onTestFinished(() => connection.close())
  const deaf = {
    ...connection,
    pragma: (source: string) => (source === 'synchronous' ? 1 : connection.pragma(source)),
  }
  expect(() => makeDurable(deaf, 'linux')).toThrow('synchronous is not FULL')
  expect(() => makeDurable(connection, 'darwin')).not.toThrow()
  expect(connection.pragma('fullfsync')).toBe(1)
  expect(connection.pragma('checkpoint_fullfsync')).toBe(1)
})

test('a second till on the same folder is refused, in this process and in another', async () => {
  const folder = tempFolder()
  open(folder)
  expect(refusal(folder)).toBe('storage_in_use')
  const other = startProgram(new URL('./hold-folder.ts', import.meta.url), [folder])
  expect(await untilLine(other)).toBe('storage_in_use')
})

test('a till that was killed leaves no lock behind', async () => {
  const folder = tempFolder()
  const other = startProgram(new URL('./hold-folder.ts', import.meta.url), [folder])
  expect(await untilLine(other)).toBe('held')
  expect(refusal(folder)).toBe('storage_in_use')
  other.kill('SIGKILL')
  await exited(other)
  expect(refusal(folder)).toBe('opened')
})

test('a database cut short anywhere is found and refused', () => {
  const size = statSync(join(usedFolder(), databaseFileName)).size
  for (const part of [0.2, 0.5, 0.9]) {
    const folder = usedFolder()
    truncateSync(join(folder, databaseFileName), Math.floor(size * part))
    expect(refusal(folder)).toBe('storage_damaged')
  }
})

test('a database that is empty or gone although the till was used is a loss, not a new till', () => {
  const emptied = usedFolder()
  truncateSync(join(emptied, databaseFileName), 0)
  expect(refusal(emptied)).toBe('storage_damaged')
  const removed = usedFolder()
  rmSync(join(removed, databaseFileName))
  expect(refusal(removed)).toBe('storage_damaged')
})

test('a database whose write-ahead file was lost before its first checkpoint is a loss too', async () => {
  const folder = tempFolder()
  const other = startProgram(new URL('./hold-folder.ts', import.meta.url), [folder])
  expect(await untilLine(other)).toBe('held')
  other.kill('SIGKILL')
  await exited(other)
  rmSync(join(folder, `${databaseFileName}-wal`))
  expect(refusal(folder)).toBe('storage_damaged')
})

test('a page that was overwritten is found at start', () => {
  const folder = usedFolder()
  const path = join(folder, databaseFileName)
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.alloc(4_096, 0xab), 0, 4_096, 8_192)
  closeSync(file)
  expect(refusal(folder)).toBe('storage_damaged')
})

test('a file of another program is refused and left as it is', () => {
  const notADatabase = tempFolder()
  writeFileSync(join(notADatabase, databaseFileName), 'a letter to my landlord, longer than one header')
  expect(refusal(notADatabase)).toBe('storage_damaged')

  const another = tempFolder()
  const foreign = openConnection(join(another, databaseFileName), { timeoutMs: 0 })
  foreign.exec('CREATE TABLE recipes (name TEXT); PRAGMA user_version = 1')
  foreign.close()
  expect(refusal(another)).toBe('storage_damaged')
})

test('a database of a newer Cashwrap is refused with the way out', () => {
  const folder = usedFolder()
  const newer = openConnection(join(folder, databaseFileName), { timeoutMs: 0 })
  newer.exec('PRAGMA user_version = 999')
  newer.close()
  const opened = openTillStore(folder)
  expect(opened.ok ? '' : opened.error.message).toContain('update Cashwrap')
})

test('a folder that cannot be made or written is refused', async () => {
  const file = join(tempFolder(), 'file')
  writeFileSync(file, '')
  expect(refusal(file)).toBe('storage_read_only')
  expect(refusal(join(file, 'below'))).toBe('storage_read_only')
  // Kernel file systems refuse even root.
  expect(refusal('/proc/cashwrap')).toBe('storage_read_only')
})

test('a folder that has become read-only is refused before anything is sold', async () => {
  const folder = usedFolder()
  const child = startProgram(new URL('./hold-folder.ts', import.meta.url), [folder], readOnly(folder))
  expect(await untilLine(child)).toBe('storage_read_only')
})

/** Runs a program for which `folder` cannot be written: a read-only mount of its own where that is allowed, else another user. */
function readOnly(folder: string): readonly string[] {
  const mount = `mount --bind '${folder}' '${folder}' && mount -o remount,ro,bind '${folder}'`
  try {
    execFileSync('unshare', ['-rm', 'sh', '-c', mount], { stdio: 'ignore' })
    return ['unshare', '-rm', 'sh', '-c', `${mount} && exec "$@"`, 'sh']
  } catch {
    for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o444)
    chmodSync(folder, 0o555)
    onTestFinished(() => chmodSync(folder, 0o700))
    return process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--clear-groups'] : []
  }
}

test('an I/O error at COMMIT is an unknown outcome: the disk is read back, and what landed counts', () => {
  const disk = createFailingDisk()
  const store = open(tempFolder(), { open: disk.open })
  disk.failNextCommit('landed')
  expect(put(store, 'a', '1', () => has(store, 'a')).ok).toBe(true)
  disk.failNextCommit('lost')
  const lost = put(store, 'b', '1', () => has(store, 'b'))
  expect(lost.ok ? '' : lost.error.code).toBe('storage_failed')
  expect(has(store, 'b')).toBe(false)
  // The store works on over its new connection.
  expect(put(store, 'c', '1').ok).toBe(true)
})

test('without a way to look it up, an I/O error at COMMIT is never called a success', () => {
  const disk = createFailingDisk()
  const store = open(tempFolder(), { open: disk.open })
  disk.failNextCommit('landed')
  const written = put(store, 'a', '1')
  expect(written.ok ? '' : written.error.code).toBe('storage_failed')
})

test('a disk that does not come back stops the store with a sentence', () => {
  const disk = createFailingDisk()
  const opened = openTillStore(tempFolder(), { open: disk.open })
  if (!opened.ok) throw new Error(opened.error.message)
  const store = opened.value
  disk.failNextCommit('lost')
  disk.unplug()
  for (const key of ['a', 'b']) {
    const written = put(store, key, '1', () => true)
    expect(written.ok ? '' : written.error.code).toBe('storage_failed')
  }
})

test('a disk that fails at the start is told so, and nothing is said to be under way', () => {
  const disk = createFailingDisk()
  disk.unplug()
  const refused = openTillStore(tempFolder(), { open: disk.open })
  expect(refused.ok ? '' : refused.error.code).toBe('storage_failed')
  expect(refused.ok ? '' : refused.error.message).toMatch(/check the disk and start Cashwrap again/)
})

test('a bug inside a transaction rolls it back and is thrown on', () => {
  const store = open(tempFolder())
  expect(() =>
    store.transaction((db) => {
      db.prepare("INSERT INTO meta VALUES ('half', '1')").run()
      throw new TypeError('a bug')
    }),
  ).toThrow('a bug')
  expect(has(store, 'half')).toBe(false)
  expect(put(store, 'whole', '1').ok).toBe(true)
})

test('a full database refuses the write, keeps what it had, and works on when there is space again', () => {
  const folder = tempFolder()
  let limit = (_pages: number): void => {}
  const store = open(folder, {
    open(path, options) {
      const connection = openConnection(path, options)
      limit = (pages) => void connection.pragma(`max_page_count = ${pages}`)
      return connection
    },
  })
  limit(1)
  const written = put(store, 'big', 'x'.repeat(500_000))
  expect(written.ok ? '' : written.error.code).toBe('storage_full')
  expect(has(store, 'big')).toBe(false)
  limit(100_000)
  expect(put(store, 'big', 'x'.repeat(500_000)).ok).toBe(true)
})

test('each storage error has its own code, and what is none of them is a bug', () => {
  const codes: readonly (readonly [string, string])[] = [
    ['SQLITE_FULL', 'storage_full'],
    ['ENOSPC', 'storage_full'],
    ['SQLITE_IOERR_SHMSIZE', 'storage_full'],
    ['SQLITE_READONLY_DBMOVED', 'storage_read_only'],
    ['SQLITE_CANTOPEN', 'storage_read_only'],
    ['EROFS', 'storage_read_only'],
    ['SQLITE_CORRUPT_INDEX', 'storage_damaged'],
    ['SQLITE_NOTADB', 'storage_damaged'],
    ['SQLITE_BUSY_SNAPSHOT', 'storage_in_use'],
    ['SQLITE_IOERR_WRITE', 'storage_failed'],
  ]
  for (const [thrown, code] of codes) {
    expect(storageFailure(sqliteError(thrown), '/f')?.error.code).toBe(code)
  }
  expect(storageFailure(sqliteError('SQLITE_CONSTRAINT_TRIGGER'), '/f')).toBeNull()
  expect(storageFailure(new TypeError('x'), '/f')).toBeNull()
})
