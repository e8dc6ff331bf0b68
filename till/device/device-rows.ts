import { deviceIdSchema } from '../../domain/ids/ids.ts'
import { type Mode, modeSchema } from '../../domain/mode/mode.ts'
import { type PairResponse, registerSchema, storeSchema } from '../../domain/protocol/server-api.ts'
import type { Change } from '../../domain/protocol/sync.ts'
import type { ReadableDb, WritableDb } from '../store/db.ts'
import type { Identity } from '../till-context.ts'

/** The pairing as it is on disk. */
export type Pairing = Identity & {
  readonly publicKey: string
  readonly serverUrl: string
  readonly practicePanelUrl: string | null
}

type DeviceRow = {
  readonly device_id: string
  readonly public_key: string
  readonly server_url: string
  readonly store_json: string
  readonly register_json: string
  readonly practice_panel_url: string | null
}

const modeKey = 'mode'

/** The mode this database is in for ever, or null before the first pairing. */
export function readMode(db: ReadableDb): Mode | null {
  const row = db.prepare<{ value: string }>('SELECT value FROM meta WHERE key = ?').get(modeKey)
  return row === undefined ? null : modeSchema.parse(row.value)
}

export function readPairing(db: ReadableDb): Pairing | null {
  const row = db.prepare<DeviceRow>('SELECT * FROM device').get()
  const mode = readMode(db)
  if (row === undefined || mode === null) return null
  const store = storeSchema.parse(JSON.parse(row.store_json))
  const register = registerSchema.parse(JSON.parse(row.register_json))
  return {
    deviceId: deviceIdSchema.parse(row.device_id),
    storeId: store.id,
    registerId: register.id,
    mode,
    store,
    register,
    publicKey: row.public_key,
    serverUrl: row.server_url,
    practicePanelUrl: row.practice_panel_url,
  }
}

export function writePairing(
  db: WritableDb,
  answer: PairResponse,
  facts: { readonly publicKey: string; readonly serverUrl: string; readonly atMs: number },
): void {
  db.prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO NOTHING').run(
    modeKey,
    answer.mode,
  )
  db.prepare(
    `INSERT OR REPLACE INTO device
     (one, device_id, public_key, server_url, store_json, register_json, practice_panel_url, paired_at_ms)
     VALUES (1, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    answer.deviceId,
    facts.publicKey,
    facts.serverUrl,
    JSON.stringify(answer.store),
    JSON.stringify(answer.register),
    answer.practicePanelUrl,
    facts.atMs,
  )
}

/** The shop's own data and this register's name, as the server changes them. Those of other registers are not ours. */
export function applyShopChanges(db: WritableDb, pairing: Pairing, changes: readonly Change[]): void {
  for (const change of changes) {
    if (change.value === null) continue
    if (change.kind === 'store' && change.id === pairing.storeId) {
      db.prepare('UPDATE device SET store_json = ?').run(JSON.stringify(change.value))
    }
    if (change.kind === 'register' && change.id === pairing.registerId) {
      db.prepare('UPDATE device SET register_json = ?').run(JSON.stringify(change.value))
    }
  }
}
