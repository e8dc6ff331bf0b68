import type { Logger } from 'pino'
import { assert } from '../../domain/assert.ts'
import type { Clock } from '../../domain/ids/clock.ts'
import { type CallsAbout, callEvents, isWorthKeeping } from '../events/call-events.ts'
import { type NewEvent, recordEvents } from '../events/events.ts'
import { isBeforePerson, isKnown, resolvedByItself } from '../exceptions/is-known.ts'
import { type NewException, raiseException } from '../exceptions/raise-exception.ts'
import { resolveException } from '../exceptions/resolve-exception.ts'
import type { CallRecord, ResilientProcessor } from '../processors/resilience.ts'
import type { Store } from '../store/store.ts'
import { type Decision, decide, movesBetween } from './decide.ts'
import { type Finding, findingOf } from './finding.ts'
import type { KeyedQueue } from './keyed-queue.ts'
import type { Observation } from './observation.ts'
import { findPayment, last4Of, type PaymentRow } from './payment-row.ts'

export type PaymentDeps = {
  readonly store: Store
  readonly clock: Clock
  readonly logger: Logger
  readonly processor: ResilientProcessor
  /** Serialises commands per payment (`payment:<store>:<key>`) and per reader (`reader:<id>`). */
  readonly queue: KeyedQueue
  readonly capture: 'automatic' | 'manual'
}

export const aboutOf = (row: PaymentRow): CallsAbout => ({
  storeId: row.store_id,
  saleId: row.sale_id,
  paymentKey: row.key,
})

/** One event per move: what the payment then is, as far as it is known. */
const moveEvents = (
  row: PaymentRow,
  next: PaymentRow,
  moves: readonly PaymentRow['state'][],
  nowMs: number,
): readonly NewEvent[] =>
  moves.map((to, index) => ({
    ...aboutOf(row),
    at: nowMs,
    kind: 'payment.moved',
    deviceId: row.device_id,
    processorId: [next.processor_payment_id, next.reader_id],
    outcome: to,
    amountMinor: row.amount_minor,
    last4: last4Of(next.card),
    body: {
      from: moves[index - 1] ?? row.state,
      to,
      processorPaymentId: next.processor_payment_id,
      reader: next.reader_id,
      readerStatus: next.reader_status,
      declineCode: next.decline_code,
    },
  }))

type Fields = Partial<Omit<PaymentRow, 'store_id' | 'key' | 'version' | 'updated_at_ms'>>

const differs = (row: PaymentRow, fields: Fields): boolean =>
  Object.entries(fields).some(([name, value]) => row[name as keyof Fields] !== value)

/**
 * Writes what changed, the state's moves and the calls that led there, in one transaction; empties the trail. null: somebody else changed
 * the row in between, and nothing was written.
 */
export async function savePayment(
  deps: PaymentDeps,
  row: PaymentRow,
  fields: Fields,
  trail: CallRecord[],
  /** For a person: what must never be, or what only a person can find out. `found`: an earlier doubt is over. */
  finding: Finding | 'found' | null = null,
): Promise<PaymentRow | null> {
  const moves = movesBetween(row.state, fields.state ?? row.state)
  assert(moves !== null, `a payment does not go from ${row.state} to ${fields.state ?? ''}`)
  const changed = differs(row, fields)
  const raised = finding === 'found' || finding === null ? null : await newsOf(deps, row, finding)
  const calls = changed || raised !== null ? trail : trail.filter(isWorthKeeping)
  if (!changed && calls.length === 0 && raised === null) {
    trail.length = 0
    return row
  }
  const nowMs = deps.clock.nowMs()
  const saved = await deps.store.transaction(async (trx) => {
    const next = await trx
      .updateTable('payments')
      .set({ ...fields, version: row.version + 1, updated_at_ms: nowMs })
      .where('store_id', '=', row.store_id)
      .where('key', '=', row.key)
      .where('version', '=', row.version)
      .returningAll()
      .executeTakeFirst()
    if (next === undefined) return null
    await recordEvents(trx, [
      ...callEvents(aboutOf(row), row.processor, calls),
      ...moveEvents(row, next, moves, nowMs),
    ])
    if (raised !== null) await raiseException(trx, raised)
    if (finding === 'found')
      await resolveException(trx, {
        storeId: row.store_id,
        kind: 'payment.lost',
        subject: row.key,
        resolution: `found again: ${next.state}`,
        note: null,
        by: resolvedByItself,
        atMs: nowMs,
      })
    return next
  })
  if (saved === null) return null
  trail.length = 0
  if (raised !== null) deps.logger.error({ key: row.key, kind: raised.kind }, raised.summary)
  return saved
}

/** The exception a finding becomes; null when a person knows of it already, so that a till that keeps asking does not keep writing. */
async function newsOf(deps: PaymentDeps, row: PaymentRow, finding: Finding): Promise<NewException | null> {
  const exception: NewException = {
    ...finding,
    storeId: row.store_id,
    subject: row.key,
    saleId: row.sale_id,
    paymentKey: row.key,
    amountMinor: row.amount_minor,
    currency: row.currency,
    atMs: deps.clock.nowMs(),
  }
  const { db } = deps.store
  const isTold =
    (finding.kind === 'payment.contradiction' && (await isBeforePerson(db, exception))) ||
    (await isKnown(db, exception))
  return isTold ? null : exception
}

const racesMax = 10

export async function reloadPayment(deps: PaymentDeps, row: PaymentRow): Promise<PaymentRow> {
  const fresh = await findPayment(deps.store.db, row.store_id, row.key)
  assert(fresh !== undefined, 'payments are never deleted')
  return fresh
}

/** As `savePayment`, but decided anew on the row as it stands when another process was faster. */
export async function changePayment(
  deps: PaymentDeps,
  row: PaymentRow,
  fieldsOf: (row: PaymentRow) => Fields,
  trail: CallRecord[],
): Promise<PaymentRow> {
  let current = row
  for (let race = 0; race < racesMax; race += 1) {
    const saved = await savePayment(deps, current, fieldsOf(current), trail)
    if (saved !== null) return saved
    current = await reloadPayment(deps, current)
  }
  throw new Error(`payment ${row.key} changes faster than it can be written`)
}

/** Writes what an observation means for the row as it stands. */
export async function applyObservation(
  deps: PaymentDeps,
  row: PaymentRow,
  observation: Observation,
  trail: CallRecord[],
): Promise<{ readonly row: PaymentRow; readonly decision: Decision }> {
  let current = row
  for (let race = 0; race < racesMax; race += 1) {
    const decision = decide(current, observation)
    const finding = findingOf(current, observation, decision)
    const saved = await savePayment(deps, current, decision.change, trail, finding)
    if (saved !== null) return { row: saved, decision }
    current = await reloadPayment(deps, current)
  }
  throw new Error(`payment ${row.key} changes faster than it can be written`)
}
