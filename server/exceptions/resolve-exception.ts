import type { ExceptionKind } from '../../domain/exceptions/exception-kinds.ts'
import { redact } from '../../domain/security/card-number.ts'
import { recordEvent } from '../events/events.ts'
import { storableText } from '../store/storable-text.ts'
import type { Trx } from '../store/store.ts'
import { resolvedByItself } from './is-known.ts'

export type Resolution = {
  readonly storeId: string
  readonly kind: ExceptionKind
  readonly subject: string
  /** What came of it, in a word or a short sentence: `refunded`, `not charged`. */
  readonly resolution: string
  readonly note: string | null
  /** Who did it: a person's name, or `cashwrap` when what was found no longer holds. */
  readonly by: string
  readonly atMs: number
}

/** Closes the open exception of this kind and subject, in the caller's transaction; answers whether there was one. Writes its own event. */
export async function resolveException(trx: Trx, resolution: Resolution): Promise<boolean> {
  const clean = (value: string): string => redact(storableText(value)).slice(0, 1_000)
  const closed = await trx
    .updateTable('exceptions')
    .set({
      state: 'resolved',
      resolution: clean(resolution.resolution),
      note: resolution.note === null ? null : clean(resolution.note),
      resolved_by: clean(resolution.by),
      resolved_at_ms: resolution.atMs,
    })
    .where('store_id', '=', resolution.storeId)
    .where('kind', '=', resolution.kind)
    .where('subject', '=', resolution.subject)
    .where('state', '=', 'open')
    .returning(['exception_id', 'sale_id', 'payment_key'])
    .executeTakeFirst()
  if (closed === undefined) return false
  await recordEvent(trx, {
    storeId: resolution.storeId,
    at: resolution.atMs,
    kind: 'exception.resolved',
    saleId: closed.sale_id,
    paymentKey: closed.payment_key,
    actor: resolution.by === resolvedByItself ? 'system' : 'admin',
    outcome: resolution.resolution,
    body: {
      exceptionId: closed.exception_id,
      kind: resolution.kind,
      subject: resolution.subject,
      resolution: resolution.resolution,
      note: resolution.note,
      by: resolution.by,
    },
  })
  return true
}
