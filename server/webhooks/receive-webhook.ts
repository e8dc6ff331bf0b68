import type { Logger } from 'pino'
import type { Clock } from '../../domain/ids/clock.ts'
import { storeIdSchema } from '../../domain/ids/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { recordEvent } from '../events/events.ts'
import { redactJson } from '../http/redact-json.ts'
import { enqueueJob } from '../jobs/enqueue-job.ts'
import type { ResilientProcessor } from '../processors/resilience.ts'
import type { Store } from '../store/store.ts'
import { webhookJobKind } from './process-webhook.ts'

export type InboxDeps = {
  readonly store: Store
  readonly clock: Clock
  readonly logger: Logger
  readonly processor: ResilientProcessor
  /** All that may sign: two during a rotation. */
  readonly secrets: () => Promise<readonly string[]>
}

/** The store an event names in its metadata, or '' when it names none. A hint: rows are found by the processor's id. */
function storeIn(rawBody: string): string {
  const shape: unknown = JSON.parse(rawBody)
  const at = (value: unknown, name: string): unknown =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).find(([key]) => key === name)?.[1]
      : undefined
  const named = storeIdSchema.safeParse(at(at(at(at(shape, 'data'), 'object'), 'metadata'), 'store_id'))
  return named.success ? named.data : ''
}

/**
 * Takes a webhook: signature over the raw body, mode, then one transaction with the event (each id once) and the job that will process it. Only
 * then is it answered. Errors: `webhook_signature_invalid`, `mode_mismatch`.
 */
export async function receiveWebhook(
  deps: InboxDeps,
  rawBody: string,
  signature: string,
  requestId: string,
): Promise<Result<'kept' | 'known'>> {
  const { store, clock, logger, processor } = deps
  const nowMs = clock.nowMs()
  const check = processor.verifyWebhook({
    rawBody,
    signature,
    secrets: await deps.secrets(),
    receivedAtMs: nowMs,
  })
  if (check.kind === 'forged') {
    logger.warn({ reason: check.message }, 'a webhook was refused: its signature does not hold')
    return fail(
      'webhook_signature_invalid',
      'The webhook is not signed with the secret of this endpoint, or its time is more than five minutes off; give this server the signing secret of the endpoint and set its clock.',
    )
  }
  if (check.kind === 'wrong-mode') {
    logger.warn({ event: check.event.id, mode: processor.mode }, 'a webhook of the wrong mode was refused')
    return fail(
      'mode_mismatch',
      `This server is in ${processor.mode} mode, but the event is from ${check.event.livemode ? 'live' : 'test'} mode; send the events of each mode to a server in that mode.`,
    )
  }
  const { event } = check
  const storeId = storeIn(rawBody)
  return store.transaction(async (trx) => {
    const taken = await trx
      .insertInto('webhook_events')
      .values({
        store_id: storeId,
        processor: processor.id,
        event_id: event.id,
        type: event.type,
        created_at_ms: event.createdAtMs,
        received_at_ms: nowMs,
        event: JSON.stringify(event),
        payload: redactJson(rawBody),
        outcome: null,
        processed_at_ms: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('event_id')
      .executeTakeFirst()
    if (taken === undefined) return ok('known' as const)
    await enqueueJob(trx, { storeId, kind: webhookJobKind, subject: event.id, runAtMs: nowMs, nowMs })
    await recordEvent(trx, {
      storeId,
      at: nowMs,
      kind: 'webhook.received',
      paymentKey: event.key,
      requestId,
      body: { id: event.id, type: event.type, createdAtMs: event.createdAtMs, about: event.about },
    })
    return ok('kept' as const)
  })
}
