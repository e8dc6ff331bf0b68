import { createHash } from 'node:crypto'
import type { Logger } from 'pino'
import { assertNever } from '../../domain/assert.ts'
import type { Clock } from '../../domain/ids/clock.ts'
import { storeIdSchema } from '../../domain/ids/ids.ts'
import type { WebhookEvent, WebhookSeal } from '../../domain/payment/processor.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { recordEvent } from '../events/events.ts'
import type { ResilientProcessor } from '../processors/resilience.ts'
import type { Store } from '../store/store.ts'
import type { ClockWatch } from './clock-watch.ts'
import { raiseDead, storeForException } from './dead-events.ts'
import { isKnownEvent, keptPayload, objectKeyOf, takeEvent } from './inbox.ts'
import type { TakeArrival } from './take-together.ts'

export type InboxDeps = {
  readonly store: Store
  readonly clock: Clock
  readonly logger: Logger
  readonly processor: ResilientProcessor
  /** All that may sign: two during a rotation. */
  readonly secrets: () => Promise<readonly string[]>
  /** The account of this server's key, once it is known. */
  readonly accountId: () => Promise<string | null>
  readonly clockWatch: ClockWatch
  /** Puts an event into the inbox, durably. */
  readonly take: TakeArrival
}

export type Receipt = 'kept' | 'known' | 'unreadable'

/** The store an event names; '' when it names none. */
export const storeNamedBy = (event: WebhookEvent): string => {
  const named = storeIdSchema.safeParse(event.storeId)
  return named.success ? named.data : ''
}

const unreadableReason =
  'It is signed by the processor, but it is not an event this version can read; see that the endpoint sends snapshot events of a version this server knows.'

/**
 * Takes a webhook: signature and time over the raw body, mode, account, then one transaction with the event (each id once) and the job that will deal
 * with it. Only then is it answered; when the database cannot keep it, the failure goes to the processor, which sends it again.
 * Errors: `webhook_signature_invalid`, `mode_mismatch`, `account_mismatch`.
 */
export async function receiveWebhook(
  deps: InboxDeps,
  rawBody: string,
  signature: string,
  requestId: string,
): Promise<Result<Receipt>> {
  const { clock, logger, processor } = deps
  const receivedAtMs = clock.nowMs()
  const check = processor.verifyWebhook({ rawBody, signature, secrets: await deps.secrets(), receivedAtMs })
  switch (check.kind) {
    case 'forged':
      logger.warn({ reason: check.message }, 'a webhook was refused: its signature does not hold')
      return fail(
        'webhook_signature_invalid',
        'The webhook is not signed with the secret of this endpoint; give this server the signing secret of the endpoint.',
      )
    case 'out-of-time':
      return outOfTime(deps, check, receivedAtMs)
    case 'wrong-mode':
      logger.warn({ event: check.event.id, mode: processor.mode }, 'a webhook of the wrong mode was refused')
      return fail(
        'mode_mismatch',
        `This server is in ${processor.mode} mode, but the event is from ${check.event.livemode ? 'live' : 'test'} mode; send the events of each mode to a server in that mode.`,
      )
    case 'unreadable':
      return keepUnreadable(deps, check, rawBody, receivedAtMs, requestId)
    case 'genuine': {
      const ours = await ofOurAccount(deps, check.event)
      if (!ours.ok) return ours
      const kept = await keep(deps, check.event, check, rawBody, receivedAtMs, requestId)
      // After the answer is certain: a trouble with the clock must not cost an event.
      if (kept.value === 'kept') await deps.clockWatch.observe(check.signedAtMs, receivedAtMs)
      return kept
    }
    default:
      return assertNever(check)
  }
}

/** Signed more than five minutes ago, or in the future. A replay of an event we hold says nothing about clocks. */
async function outOfTime(
  { store, logger, processor, clockWatch }: InboxDeps,
  check: WebhookSeal & { readonly eventId: string | null },
  receivedAtMs: number,
): Promise<Result<Receipt>> {
  const { eventId, signedAtMs } = check
  const known = eventId !== null && (await isKnownEvent(store.db, processor.id, eventId))
  const seconds = Math.round((receivedAtMs - signedAtMs) / 1000)
  logger.warn({ event: eventId, seconds }, 'a webhook was refused: its time is too far off')
  if (!known) await clockWatch.observe(signedAtMs, receivedAtMs)
  return fail(
    'webhook_signature_invalid',
    `The webhook was signed ${Math.abs(seconds)} seconds ${seconds > 0 ? 'ago' : 'in the future'} by this server’s clock; more than 300 are refused. Set the clock of this server; the processor sends the event again.`,
    { seconds },
  )
}

/** An event of a connected account names it. Direct events name none: they are of the account whose secret signed them. */
async function ofOurAccount(deps: InboxDeps, event: WebhookEvent): Promise<Result<void>> {
  if (event.accountId === null) return ok(undefined)
  const own = await deps.accountId()
  // Not known yet: whatever the event says, only what our own key can read back changes anything.
  if (own === null || own === event.accountId) return ok(undefined)
  deps.logger.warn(
    { event: event.id, account: event.accountId, own },
    'a webhook of another account was refused',
  )
  return fail(
    'account_mismatch',
    `This server works for the account ${own}, but the event is from ${event.accountId}; send the events of each account to its own server.`,
  )
}

async function keep(
  { logger, processor, take }: InboxDeps,
  event: WebhookEvent,
  { secretNo, signedAtMs }: WebhookSeal,
  rawBody: string,
  receivedAtMs: number,
  requestId: string,
): Promise<{ readonly ok: true; readonly value: Receipt }> {
  const storeId = storeNamedBy(event)
  const { id, type, createdAtMs, about } = event
  const isNew = await take({
    entry: {
      processor: processor.id,
      storeId,
      source: 'delivered',
      payload: keptPayload(rawBody),
      receivedAtMs,
      event,
    },
    told: {
      storeId,
      at: receivedAtMs,
      kind: 'webhook.received',
      paymentKey: event.key,
      requestId,
      actor: 'processor',
      processorId: [id, objectKeyOf(event)],
      body: { id, type, createdAtMs, about, secretNo, signedAtMs },
    },
  })
  if (!isNew) logger.info({ event: id, type, secretNo }, 'a webhook came again')
  return ok(isNew ? 'kept' : 'known')
}

/** A poison event: kept with its blotted body and given to a person at once, so that it neither is lost nor keeps others waiting. */
async function keepUnreadable(
  { store, logger, processor }: InboxDeps,
  check: WebhookSeal & { readonly eventId: string | null },
  rawBody: string,
  receivedAtMs: number,
  requestId: string,
): Promise<Result<Receipt>> {
  const digest = createHash('sha256').update(rawBody).digest('hex').slice(0, 32)
  const eventId = check.eventId ?? `unreadable_${digest}`
  logger.error({ event: eventId, secretNo: check.secretNo }, 'a webhook is signed but cannot be read')
  const payload = keptPayload(rawBody)
  return store.transaction(async (trx) => {
    const taken = await takeEvent(trx, {
      processor: processor.id,
      storeId: '',
      source: 'delivered',
      payload,
      receivedAtMs,
      event: null,
      eventId,
      reason: unreadableReason,
    })
    if (!taken) return ok('known' as const)
    const storeId = await storeForException(trx, '')
    await raiseDead(trx, {
      storeId,
      objectKey: eventId,
      eventIds: [eventId],
      paymentKey: null,
      reason: unreadableReason,
      nowMs: receivedAtMs,
    })
    await recordEvent(trx, {
      storeId,
      at: receivedAtMs,
      kind: 'webhook.received',
      requestId,
      actor: 'processor',
      processorId: eventId,
      body: { id: eventId, unreadable: true, secretNo: check.secretNo, signedAtMs: check.signedAtMs },
    })
    return ok('unreadable' as const)
  })
}
