import { describe, it } from 'vitest'
import { feedEveryOrder, nobodyAsked, refundUnanswered } from './every-order.ts'

/** The other half of `orders.test.ts`, beside it on the second core. */
describe('the six webhooks', () => {
  it(
    'of a sale nobody asked about, in all 720 orders, 3 of each, lead to one end state',
    { timeout: 60_000 },
    () => feedEveryOrder(nobodyAsked, 3),
  )

  it(
    'of a sale whose refund was never answered, in all 720 orders, 2 of each, lead to one end state',
    { timeout: 60_000 },
    () => feedEveryOrder(refundUnanswered, 2),
  )
})
