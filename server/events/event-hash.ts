import { hash } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { EventTables } from './tables.ts'

export type StoredEvent = Selectable<EventTables['events']>

/** Before the first event of a chain there is nothing. */
export const noHash = ''

/**
 * The bytes that are hashed: a JSON array of every column in this order, the previous hash last, behind a version number. Frozen: rows written years ago
 * must give the same bytes. A new column gets a new version; rows say by their shape which one they were written under.
 */
export const canonicalEvent = (row: Omit<StoredEvent, 'hash'>): string =>
  JSON.stringify([
    1,
    row.store_id,
    row.seq,
    row.at_ms,
    row.kind,
    row.sale_id,
    row.payment_key,
    row.device_id,
    row.request_id,
    row.actor,
    row.subjects,
    row.latency_ms,
    row.attempt,
    row.outcome,
    row.amount_minor,
    row.last4,
    row.body,
    row.prev_hash,
  ])

/** SHA-256, 64 hex digits. */
export const hashEvent = (row: Omit<StoredEvent, 'hash'>): string => hash('sha256', canonicalEvent(row))
