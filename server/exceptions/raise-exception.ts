import { createHash } from 'node:crypto'
import type { ExceptionDetails, ExceptionKind } from '../../domain/exceptions/exception-kinds.ts'
import { redact } from '../../domain/security/card-number.ts'
import { recordEvent } from '../events/events.ts'
import { redactJson } from '../http/redact-json.ts'
import { storableText } from '../store/storable-text.ts'
import type { Trx } from '../store/store.ts'

export type NewException = {
  readonly storeId: string
  readonly kind: ExceptionKind
  /** What it is about: a payment's key, an event's id. With the kind it is what makes two findings the same one. */
  readonly subject: string
  /** One English sentence; card numbers and secrets are struck out of it. */
  readonly summary: string
  readonly saleId?: string | null | undefined
  readonly paymentKey?: string | null | undefined
  readonly amountMinor?: number | null | undefined
  readonly currency?: string | null | undefined
  readonly details: ExceptionDetails
  /** Unix milliseconds. */
  readonly atMs: number
}

/** `round`: how often this subject was raised after it had been resolved. */
const idOf = ({ storeId, kind, subject }: NewException, round: number): string =>
  createHash('sha256')
    .update(JSON.stringify([storeId, kind, subject, round]))
    .digest('hex')
    .slice(0, 32)

const text = (value: string): string => redact(storableText(value)).slice(0, 1_000)

/**
 * Puts something before a person, in the caller's transaction. Found again while it is open it is the same exception, seen once more; found again
 * after it was resolved it is a new one. Answers whether it is new. Writes its own event: call it after other rows, next to `recordEvent`.
 */
export async function raiseException(
  trx: Trx,
  found: NewException & { readonly exceptionId?: string | undefined },
): Promise<boolean> {
  const details = redactJson(storableText(JSON.stringify(found.details)))
  const again = await trx
    .updateTable('exceptions')
    .set((eb) => ({
      seen_at_ms: found.atMs,
      seen_count: eb('seen_count', '+', 1),
      summary: text(found.summary),
      details,
    }))
    .where('store_id', '=', found.storeId)
    .where('kind', '=', found.kind)
    .where('subject', '=', found.subject)
    .where('state', '=', 'open')
    .executeTakeFirst()
  if (again.numUpdatedRows > 0n) return false
  const last = await trx
    .selectFrom('exceptions')
    .select((eb) => eb.fn.max<number | null>('round_no').as('round'))
    .where('store_id', '=', found.storeId)
    .where('kind', '=', found.kind)
    .where('subject', '=', found.subject)
    .executeTakeFirst()
  const round = (last?.round ?? 0) + 1
  const raised = await trx
    .insertInto('exceptions')
    .values({
      store_id: found.storeId,
      exception_id: found.exceptionId ?? idOf(found, round),
      kind: found.kind,
      subject: found.subject,
      round_no: round,
      summary: text(found.summary),
      sale_id: found.saleId ?? null,
      payment_key: found.paymentKey ?? null,
      amount_minor: found.amountMinor ?? null,
      currency: found.currency ?? null,
      details,
      state: 'open',
      raised_at_ms: found.atMs,
      seen_at_ms: found.atMs,
      seen_count: 1,
      resolution: null,
      note: null,
      resolved_by: null,
      resolved_at_ms: null,
    })
    // Two processes found the same thing in the same instant.
    .onConflict((conflict) => conflict.doNothing())
    .returning('exception_id')
    .executeTakeFirst()
  if (raised === undefined) return false
  await recordEvent(trx, {
    storeId: found.storeId,
    at: found.atMs,
    kind: 'exception.raised',
    saleId: found.saleId ?? null,
    paymentKey: found.paymentKey ?? null,
    outcome: found.kind,
    amountMinor: found.amountMinor ?? null,
    body: {
      exceptionId: raised.exception_id,
      kind: found.kind,
      subject: found.subject,
      summary: found.summary,
      details: found.details,
    },
  })
  return true
}
