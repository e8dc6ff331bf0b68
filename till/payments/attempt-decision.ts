import type { ErrorCode } from '../../domain/errors/codes.ts'
import type { Payment } from '../../domain/protocol/server-api.ts'
import type { CashwrapError, Result } from '../../domain/result.ts'
import type { LiveCard } from './live-cards.ts'

/** What the server is asked about an attempt, always under its one key. */
export type Ask = 'create' | 'process' | 'look' | 'cancel'

/** Why an attempt is to be ended without a charge: the cashier's or the till's own wish, or the failure that makes it pointless. An approval still wins. */
export type GiveUp = ErrorCode | 'cancelled'

/** `patient`: nobody answers, ask ever less often. `attentive`: the server answers that it does not know yet, ask every few seconds. */
export type Backoff = 'patient' | 'attentive'

export type Facts = {
  /** As journalled; never a final one. */
  readonly state: 'created' | 'sent' | 'unknown'
  /** D4 is journalled: the processor has an intent. */
  readonly processorKnown: boolean
  /** Taken up after a restart: whether anything was sent before is not known. */
  readonly resumed: boolean
  /** A request to create may already have reached the server. */
  readonly createSent: boolean
  readonly giveUp: GiveUp | null
  /** Looks that got no answer, in a row, before this one. */
  readonly lostLooks: number
  readonly sinceCancelMs: number | null
  readonly ageMs: number
  readonly amountMinor: number
}

export type Decision = {
  /** What to write before anything else happens; null: nothing new. */
  readonly journal: 'created' | 'unknown' | 'approved' | 'declined' | 'voided' | null
  /** For `unknown`. */
  readonly reason: string
  /** What the screen shows; null: as before. */
  readonly phase: LiveCard['phase'] | null
  /** null: the attempt has ended. */
  readonly next: { readonly ask: Ask; readonly after: number | Backoff } | null
  readonly giveUp: GiveUp | null
}

const pollMs = 300
const askCancelAgainMs = 3_000
/** A signed request is refused after five minutes (device-signature.ts): after ten, one that the server never had will never arrive. */
const neverArrivesAfterMs = 10 * 60_000

/**
 * What an answer means and what to do next: the whole of the card flow's judgement, without I/O. It never guesses: approved, declined and
 * voided are only ever the server's word after reading the processor; the one exception is an attempt that certainly never left this till.
 * An intent that no reader was asked for, or that has left its reader, is cancelled rather than tried again, so that a tender never has two.
 */
export function decide(facts: Facts, asked: Ask, answer: Result<Payment>): Decision {
  return answer.ok ? onPayment(facts, asked, answer.value) : onFailure(facts, asked, answer.error)
}

function onPayment(facts: Facts, asked: Ask, payment: Payment): Decision {
  switch (payment.state) {
    case 'approved':
      if (payment.processorPaymentId === null)
        return lost(facts, 'approved without a payment of the processor')
      if (payment.capturedMinor !== 0 && payment.capturedMinor !== facts.amountMinor) {
        return lost(
          facts,
          `the processor took ${payment.capturedMinor} minor units instead of ${facts.amountMinor}`,
        )
      }
      return ended(facts, 'approved', null)
    case 'declined':
      return ended(facts, 'declined', null)
    case 'voided':
      return ended(facts, 'voided', facts.giveUp)
    case 'unknown':
      return notKnownYet(facts, asked, 'the processor has not told the server yet')
    case 'requested':
      if (isToBeEnded(facts)) return cancel(asked, facts.giveUp ?? 'cancelled')
      return keep(facts, 'starting', { ask: 'look', after: pollMs })
    case 'created':
      return onCreated(facts, asked, payment)
    case 'processing':
      return onProcessing(facts, asked, payment)
  }
}

/** An intent that no reader holds. A fresh one goes to the reader, once it is journalled; any other is ended. */
function onCreated(facts: Facts, asked: Ask, payment: Payment): Decision {
  if (!isToBeEnded(facts) && facts.state === 'created') {
    if (payment.processorPaymentId === null) return keep(facts, 'starting', { ask: 'look', after: pollMs })
    return {
      journal: 'created',
      reason: '',
      phase: 'starting',
      next: { ask: 'process', after: 0 },
      giveUp: null,
    }
  }
  return cancel(asked, facts.giveUp ?? leftReader(payment))
}

function onProcessing(facts: Facts, asked: Ask, payment: Payment): Decision {
  const journal = facts.state === 'created' && payment.processorPaymentId !== null ? 'created' : null
  if (facts.giveUp !== null) {
    const waitForCancel =
      asked === 'cancel' || (facts.sinceCancelMs !== null && facts.sinceCancelMs < askCancelAgainMs)
    const next = { ask: waitForCancel ? 'look' : 'cancel', after: waitForCancel ? pollMs : 0 } as const
    return { journal, reason: '', phase: 'cancelling', next, giveUp: facts.giveUp }
  }
  switch (payment.reader?.status) {
    case 'offline':
      return notKnownYet(facts, asked, 'the reader cannot be reached')
    case 'busy':
    case 'replaced':
    case 'failed':
      return { ...cancel(asked, leftReader(payment)), journal }
    case 'processing':
      return { ...keep(facts, 'processing', { ask: 'look', after: pollMs }), journal }
    case 'waiting':
    case undefined:
      return { ...keep(facts, 'waiting', { ask: 'look', after: pollMs }), journal }
  }
}

function onFailure(facts: Facts, asked: Ask, error: CashwrapError): Decision {
  const neverLeft = error.details?.sent === false
  const unsure = neverLeft || error.details?.status === undefined || answerLost.has(error.code)
  if (error.code === 'payment_not_found' && !unsure && asked !== 'create') return onNotFound(facts, asked)
  switch (asked) {
    case 'create':
      if (!facts.createSent && (neverLeft || refusedAtTheDoor.has(error.code)))
        return ended(facts, 'voided', facts.giveUp ?? error.code)
      if (unsure) return { ...lost(facts, `create: ${error.code}`), giveUp: facts.giveUp ?? error.code }
      return cancel(asked, facts.giveUp ?? error.code)
    case 'process':
      if (neverLeft) return { ...lost(facts, `process: ${error.code}`), giveUp: facts.giveUp ?? error.code }
      if (unsure) return lost(facts, `process: ${error.code}`)
      return cancel(asked, facts.giveUp ?? error.code)
    case 'look':
      if (facts.lostLooks === 0 && facts.state !== 'unknown' && !facts.resumed)
        return keep(facts, null, { ask: 'look', after: 2 * pollMs })
      return lost(facts, `look: ${error.code}`)
    case 'cancel':
      if (error.code === 'payment_not_cancelable' || error.code === 'reader_busy')
        return keep(facts, 'cancelling', { ask: 'look', after: 2 * pollMs })
      return lost(facts, `cancel: ${error.code}`)
  }
}

/** The server keeps keys for ever: one it does not know it never had. It may only be on its way. */
function onNotFound(facts: Facts, asked: Ask): Decision {
  if (facts.processorKnown) return lost(facts, 'the server does not know a payment it made')
  const giveUp = facts.giveUp ?? 'cancelled'
  if (facts.ageMs > neverArrivesAfterMs) return ended(facts, 'voided', giveUp)
  if (asked !== 'cancel') return cancel(asked, giveUp)
  // Not even cancelling can be recorded for it: it is made under its own key, to be cancelled for good.
  return { journal: null, reason: '', phase: 'cancelling', next: { ask: 'create', after: pollMs }, giveUp }
}

/** Codes with which an answer says nothing about what was done. What the processor left open comes as a payment in state `unknown`, not as a failure. */
const answerLost: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'server_unreachable',
  'internal',
  'storage_full',
  'storage_failed',
])

/**
 * Refusals of a request as such, before a payment is recorded: nothing can come alive. An amount that only the processor refuses is told under
 * the same codes, after the server has ended the payment for certain.
 */
const refusedAtTheDoor: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'invalid_input',
  'body_too_large',
  'not_paired',
  'device_unknown',
  'device_revoked',
  'signature_invalid',
  'request_replayed',
  'clock_skewed',
  'mode_mismatch',
  'currency_not_used',
  'amount_invalid',
  'amount_too_large',
  'permission_denied',
  'rate_limited',
])

const isToBeEnded = (facts: Facts): boolean =>
  facts.giveUp !== null || facts.resumed || facts.state === 'unknown'

function leftReader(payment: Payment): GiveUp {
  switch (payment.reader?.status) {
    case 'offline':
      return 'reader_offline'
    case 'busy':
    case 'replaced':
      return 'reader_busy'
    case 'failed':
      return 'processor_refused'
    case 'waiting':
    case 'processing':
    case undefined:
      return 'cancelled'
  }
}

const ended = (
  facts: Facts,
  outcome: 'approved' | 'declined' | 'voided',
  giveUp: GiveUp | null,
): Decision => ({
  journal: outcome,
  reason: '',
  phase: facts.state === 'unknown' ? 'unknown' : 'processing',
  next: null,
  giveUp,
})

const lost = (facts: Facts, reason: string): Decision => ({
  journal: facts.state === 'unknown' ? null : 'unknown',
  reason,
  phase: 'unknown',
  next: { ask: 'look', after: 'patient' },
  giveUp: facts.giveUp,
})

/** Somebody answers, and does not know. A cancellation that is wanted is asked for again: the last one may never have arrived. */
const notKnownYet = (facts: Facts, asked: Ask, reason: string): Decision => ({
  ...lost(facts, reason),
  next: { ask: facts.giveUp !== null && asked !== 'cancel' ? 'cancel' : 'look', after: 'attentive' },
})

const cancel = (asked: Ask, giveUp: GiveUp): Decision => ({
  journal: null,
  reason: '',
  phase: 'cancelling',
  next: { ask: 'cancel', after: asked === 'cancel' ? 2 * pollMs : 0 },
  giveUp,
})

const keep = (
  facts: Facts,
  phase: LiveCard['phase'] | null,
  next: NonNullable<Decision['next']>,
): Decision => ({ journal: null, reason: '', phase, next, giveUp: facts.giveUp })
