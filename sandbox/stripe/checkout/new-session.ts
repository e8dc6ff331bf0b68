import { nowSeconds } from '../clock.ts'
import type { FormHash } from '../http/form.ts'
import { newId } from '../ids.ts'
import type { World } from '../world.ts'
import type { CheckoutSession, SessionLine } from './checkout-session.ts'

interface NewSession {
  readonly origin: string
  readonly lines: readonly SessionLine[]
  readonly currency: string
  readonly intent: FormHash
  readonly shown: Pick<
    CheckoutSession,
    | 'cancel_url'
    | 'client_reference_id'
    | 'customer_email'
    | 'expires_at'
    | 'metadata'
    | 'submit_type'
    | 'success_url'
  >
}

/** What all lines come to, in minor units. */
export const totalOf = (lines: readonly SessionLine[]): number =>
  lines.reduce((sum, { quantity, unitAmount }) => sum + quantity * unitAmount, 0)

/** A new page to pay at, kept. */
export const newSession = (world: World, wanted: NewSession): CheckoutSession => {
  const id = newId(world.random, 'cs_test')
  const session: CheckoutSession = {
    ...wanted.shown,
    id,
    object: 'checkout.session',
    amount_total: totalOf(wanted.lines),
    created: nowSeconds(world.clock),
    currency: wanted.currency,
    payment_intent: null,
    payment_status: 'unpaid',
    status: 'open',
    url: `${wanted.origin}/checkout/${id}`,
    behind: { lines: wanted.lines, intent: wanted.intent },
  }
  world.store.put('checkout.session', session)
  return session
}
