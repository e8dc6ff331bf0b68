import { accessSync, constants, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { makeFolder } from './make-folder.ts'
import { StartupError } from './startup-error.ts'

const schema = `
  CREATE TABLE IF NOT EXISTS objects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    parent TEXT,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS objects_by_kind ON objects (kind, seq);
  CREATE INDEX IF NOT EXISTS objects_by_parent ON objects (parent, kind, seq) WHERE parent IS NOT NULL;
  CREATE TABLE IF NOT EXISTS idempotency (
    key TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    request_id TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    created_ms INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    due_ms INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'given_up')),
    UNIQUE (event, endpoint)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (due_ms) WHERE state = 'waiting';
  CREATE TABLE IF NOT EXISTS api_keys (
    key TEXT PRIMARY KEY,
    permissions TEXT,
    expired INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS registration_codes (
    code TEXT PRIMARY KEY,
    device_type TEXT NOT NULL,
    used INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE IF NOT EXISTS increments (
    intent TEXT PRIMARY KEY,
    attempts INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS agenda (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    due_ms INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
`

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''

const isFull = (error: unknown): boolean => /^(ENOSPC|EDQUOT|SQLITE_FULL)/.test(codeOf(error))

/** Turns what SQLite or the file system says into one sentence for a person. */
const explained = (folder: string, file: string, error: unknown): StartupError => {
  const code = codeOf(error)
  if (/^(EACCES|EPERM|EROFS)$|^SQLITE_(CANTOPEN|READONLY|PERM)/.test(code)) {
    return new StartupError(
      `The practice Stripe cannot write to ${folder}: make the folder writable, or name another one in CASHWRAP_SANDBOX_DATA.`,
      error,
    )
  }
  if (/^(ENOTDIR|EEXIST|ENOENT|ENAMETOOLONG)$/.test(code)) {
    return new StartupError(
      `The practice Stripe needs a folder, and ${folder} is not one and cannot be made one: name another in CASHWRAP_SANDBOX_DATA.`,
      error,
    )
  }
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) {
    return new StartupError(
      `Another practice Stripe already uses ${folder}: stop it, or name another folder in CASHWRAP_SANDBOX_DATA.`,
      error,
    )
  }
  if (isFull(error)) {
    return new StartupError(`The disk that holds ${folder} is full: free some space and start again.`, error)
  }
  return new StartupError(
    `The practice Stripe cannot read its state in ${file} (it is damaged): move the file away to start with an empty practice shop.`,
    error,
  )
}

/**
 * Opens the state in `folder`, making both if they are not there.
 * WAL and synchronous=FULL: what was answered survives a power cut. The lock is exclusive: one process per folder.
 * Throws a StartupError.
 */
export const openDatabase = (folder: string): Database.Database => {
  const file = join(folder, 'practice-stripe.db')
  let db: Database.Database | undefined
  let isNew = false
  try {
    makeFolder(folder)
    accessSync(folder, constants.W_OK)
    const size = statSync(file, { throwIfNoEntry: false })?.size
    isNew = size === undefined
    // SQLite would take it for a new database and the practice shop would have forgotten everything without a word.
    if (size === 0) throw new Error('the file is empty')
    db = new Database(file, { timeout: 0 })
    db.pragma('locking_mode = EXCLUSIVE')
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    if (process.platform === 'darwin') db.pragma('fullfsync = 1')
    const check = db.pragma('quick_check', { simple: true })
    if (check !== 'ok') throw new Error(`quick_check: ${String(check)}`)
    db.exec(schema)
    return db
  } catch (error) {
    db?.close()
    // Half made: the next start begins anew. Only when the disk is full, which this process learns while it holds the lock.
    if (isNew && isFull(error)) rmSync(file, { force: true })
    throw explained(folder, file, error)
  }
}
