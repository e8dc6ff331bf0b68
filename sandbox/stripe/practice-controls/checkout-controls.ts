import type { CheckoutSession } from '../checkout/checkout-session.ts'
import { payAtSession } from '../checkout/end-session.ts'
import { wireDecimals } from '../payment-intents/currencies.ts'
import { byItself } from '../world.ts'
import * as wish from './control-bodies.ts'
import { type ControlAnswer, type Controls, done, notFound } from './controls.ts'

/** What the page shows. Amounts in minor units. */
const view = (session: CheckoutSession, declined: string | null): object => ({
  id: session.id,
  status: session.status,
  amount: session.amount_total,
  currency: session.currency,
  decimals: wireDecimals(session.currency),
  lines: session.behind.lines,
  email: session.customer_email,
  declined,
  success_url: session.success_url?.replaceAll('{CHECKOUT_SESSION_ID}', session.id) ?? null,
  cancel_url: session.cancel_url,
})

/** GET /_practice/checkout/:id and POST /_practice/checkout/:id/pay: the processor's own page and its one button. */
export const controlCheckout = (
  { world, changed }: Controls,
  id: string,
  pays: boolean,
  body: unknown,
): ControlAnswer => {
  const found = world.store.get('checkout.session', id)
  if (found === undefined) return notFound(`There is no payment page ${id}.`)
  if (!pays) return done(view(found, null))
  const { card } = wish.read(wish.payAtPage, body)
  const after = world.store.transaction(() => {
    const session = world.store.get('checkout.session', id) ?? found
    return payAtSession({ ...world, cause: byItself }, session, card)
  })
  changed()
  return done(view(after.session, after.declined))
}
