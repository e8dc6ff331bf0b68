import { fail, ok, type Result } from '../../domain/result.ts'
import type { Attempt } from '../sales/read-sales.ts'

/** Whether a sale may take more money or be reopened: not while it is open how a card attempt ends. Errors: payment_in_progress, payment_unknown. */
export function nothingOpen(attempts: readonly Attempt[]): Result<void> {
  const open = attempts.find(({ state }) => state === 'created' || state === 'sent' || state === 'unknown')
  if (open === undefined) return ok(undefined)
  return open.state === 'unknown'
    ? fail(
        'payment_unknown',
        'It is not known yet whether the card was charged: do not charge again, it is being checked.',
      )
    : fail('payment_in_progress', 'A card payment is under way: wait for it or cancel it first.')
}
