import { z } from 'zod'

/**
 * What a person must look at, because no rule may decide it.
 * sync.parked            a till's record could not be taken as it came
 * payment.orphan         money at the processor that carries our marks and stands in no record of ours
 * payment.duplicate      a tender was charged twice
 * payment.uncaptured     an authorisation that nobody captured, and that could not be given back by rule
 * payment.without-sale   a card was charged and no till ever sold anything for it
 * payment.contradiction  our record and the processor's say different things
 * payment.lost           the processor no longer knows a payment whose outcome is open
 * refund.failed          a refund did not reach the customer
 * webhook.dead           an event of the processor that could not be processed
 * webhook.clock-skew     the clocks of this server and the processor differ
 * event-log.broken       the chain of the event log does not hold
 */
export const exceptionKindSchema = z.enum([
  'sync.parked',
  'payment.orphan',
  'payment.duplicate',
  'payment.uncaptured',
  'payment.without-sale',
  'payment.contradiction',
  'payment.lost',
  'refund.failed',
  'webhook.dead',
  'webhook.clock-skew',
  'event-log.broken',
])
export type ExceptionKind = z.infer<typeof exceptionKindSchema>

/**
 * What a person can do about one.
 * resolve              it was looked at; nothing more is to be done here
 * replay               try again what could not be done; for an authorisation that was sold on: capture it now
 * refund, cancel       send the money back, release what was only authorised
 * charged, not-charged for a payment the processor no longer knows: what really happened, on this person's word
 */
export const exceptionActionSchema = z.enum([
  'resolve',
  'replay',
  'refund',
  'cancel',
  'charged',
  'not-charged',
])
export type ExceptionAction = z.infer<typeof exceptionActionSchema>

/** Plain facts for words in any language: names and values, never a sentence. */
export type ExceptionDetails = Readonly<Record<string, string | number | boolean | null>>

const isProposal = (value: unknown): value is 'refund' | 'cancel' | 'replay' =>
  value === 'refund' || value === 'cancel' || value === 'replay'

/**
 * What may be done about an exception; the proposed action first. Money moves only where `details.proposed` says which way, and `resolve` never
 * ends a payment whose outcome is open: that needs the person's word on what happened.
 */
export function actionsOf(kind: ExceptionKind, details: ExceptionDetails): readonly ExceptionAction[] {
  switch (kind) {
    case 'payment.lost':
      return ['not-charged', 'charged']
    case 'webhook.dead':
      return ['replay', 'resolve']
    case 'payment.orphan':
    case 'payment.duplicate':
    case 'payment.uncaptured':
    case 'payment.without-sale':
    case 'payment.contradiction':
      return isProposal(details['proposed']) ? [details['proposed'], 'resolve'] : ['resolve']
    case 'sync.parked':
    case 'refund.failed':
    case 'webhook.clock-skew':
    case 'event-log.broken':
      return ['resolve']
  }
}
