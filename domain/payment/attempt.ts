import { z } from 'zod'
import { assert } from '../assert.ts'

/**
 * One attempt to take one tender by card.
 * created  journalled, nothing sent yet (D1)
 * sent     the processor has an intent, or may have (D2–D5)
 * unknown  an answer was lost; resolved only by reading the processor back
 * approved, declined, voided: what really happened. `voided` = cancelled before or after authorisation, no money moved.
 */
export const attemptStateSchema = z.enum(['created', 'sent', 'unknown', 'approved', 'declined', 'voided'])
export type AttemptState = z.infer<typeof attemptStateSchema>

export const attemptTransitions = {
  created: ['sent', 'unknown', 'declined', 'voided'],
  sent: ['approved', 'declined', 'unknown', 'voided'],
  unknown: ['approved', 'declined', 'voided'],
  approved: [],
  declined: [],
  voided: [],
} as const satisfies Record<AttemptState, readonly AttemptState[]>

export const isTerminalAttempt = (state: AttemptState): boolean => attemptTransitions[state].length === 0

export const canMoveAttempt = (from: AttemptState, to: AttemptState): boolean =>
  (attemptTransitions[from] as readonly AttemptState[]).includes(to)

/** The state after a move. A move that is not in the table throws: ask `canMoveAttempt` first where late or repeated news is to be expected. */
export function moveAttempt(from: AttemptState, to: AttemptState): AttemptState {
  assert(canMoveAttempt(from, to), `a payment attempt cannot go from ${from} to ${to}`)
  return to
}

/** Why a card was declined, as far as a screen that customers can see may say it. The processor's own code stays in the event log. */
export const declineReasonSchema = z.enum([
  'generic',
  'insufficient_funds',
  'expired_card',
  'incorrect_pin',
  'pin_required',
  'try_again',
  'card_not_supported',
])
export type DeclineReason = z.infer<typeof declineReasonSchema>
