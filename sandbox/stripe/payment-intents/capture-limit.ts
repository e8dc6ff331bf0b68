import type { Charge } from '../charges/charge.ts'

/** What a receipt's tip may add to small payments, in minor units of the US dollar. */
const smallTipMax = 5_000

/**
 * The most that may be captured of an authorised charge: what was authorised, and in the US for a tip on the receipt half of it
 * again or 50 dollars, whichever is more. docs.stripe.com/terminal/features/collecting-tips/on-receipt (limits)
 */
export const captureMax = (charge: Charge): number => {
  const { card_present } = charge.payment_method_details
  if (card_present?.overcapture_supported !== true) return charge.amount
  const authorised = card_present.amount_authorized ?? charge.amount
  // Half of a whole number of cents, rounded down, without dividing money by anything.
  const half = authorised >> 1
  return authorised + Math.max(half, smallTipMax)
}
