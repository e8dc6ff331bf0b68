import type { Logger } from 'pino'
import { assert } from '../../domain/assert.ts'
import type { Clock } from '../../domain/ids/clock.ts'
import type { ProcessorVerb } from '../../domain/payment/processor.ts'
import { recordEvent } from '../events/events.ts'
import type { CallRecord, ResilientProcessor } from '../processors/resilience.ts'
import type { Store, Trx } from '../store/store.ts'
import { type Decision, decide, movesBetween, type Observation } from './decide.ts'
import type { KeyedQueue } from './keyed-queue.ts'
import { findPayment, type PaymentRow } from './payment-row.ts'

export type PaymentDeps = {
  readonly store: Store
  readonly clock: Clock
  readonly logger: Logger
  readonly processor: ResilientProcessor
  /** Serialises commands per payment (`payment:<store>:<key>`) and per reader (`reader:<id>`). */
  readonly queue: KeyedQueue
  readonly capture: 'automatic' | 'manual'
}

/** Calls that change something at the processor; reads are logged only when they changed something here. */
const mutating: ReadonlySet<ProcessorVerb> = new Set([
  'create',
  'processOnReader',
  'capture',
  'cancel',
  'refund',
  'cancelReaderAction',
])

type About = { readonly storeId: string; readonly saleId: string | null; readonly paymentKey: string | null }

/** Writes the calls of a trail as events. */
export async function recordCalls(
  trx: Trx,
  about: About,
  processor: string,
  calls: readonly CallRecord[],
): Promise<void> {
  for (const call of calls)
    await recordEvent(trx, {
      ...about,
      at: call.atMs,
      kind: 'processor.called',
      requestId: call.requestId,
      body: { processor, ...call },
    })
}

const aboutOf = (row: PaymentRow): About => ({
  storeId: row.store_id,
  saleId: row.sale_id,
  paymentKey: row.key,
})

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
  contradiction: string | null = null,
): Promise<PaymentRow | null> {
  const moves = movesBetween(row.state, fields.state ?? row.state)
  assert(moves !== null, `a payment does not go from ${row.state} to ${fields.state ?? ''}`)
  const changed = differs(row, fields)
  const calls = changed || contradiction !== null ? trail : trail.filter((call) => mutating.has(call.verb))
  if (!changed && calls.length === 0 && contradiction === null) {
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
    await recordCalls(trx, aboutOf(row), row.processor, calls)
    let from = row.state
    for (const to of moves) {
      await recordEvent(trx, {
        ...aboutOf(row),
        at: nowMs,
        kind: 'payment.moved',
        deviceId: row.device_id,
        body: {
          from,
          to,
          processorPaymentId: next.processor_payment_id,
          reader: next.reader_id,
          readerStatus: next.reader_status,
          declineCode: next.decline_code,
        },
      })
      from = to
    }
    if (contradiction !== null)
      await recordEvent(trx, {
        ...aboutOf(row),
        at: nowMs,
        kind: 'payment.contradiction',
        body: { state: row.state, contradiction },
      })
    return next
  })
  if (saved === null) return null
  trail.length = 0
  if (contradiction !== null)
    deps.logger.error({ key: row.key, contradiction }, 'a payment contradicts its record')
  return saved
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
    const saved = await savePayment(deps, current, decision.change, trail, decision.contradiction)
    if (saved !== null) return { row: saved, decision }
    current = await reloadPayment(deps, current)
  }
  throw new Error(`payment ${row.key} changes faster than it can be written`)
}
