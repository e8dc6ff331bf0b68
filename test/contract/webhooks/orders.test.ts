import { describe, it } from 'vitest'
import { feedEveryOrder, nobodyAsked } from './every-order.ts'

describe('the six webhooks of a sale nobody asked about', () => {
  it.each([1, 2])('in all 720 orders, %i of each, lead to one end state', { timeout: 60_000 }, (copies) =>
    feedEveryOrder(nobodyAsked, copies),
  )
})
