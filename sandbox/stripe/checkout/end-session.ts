import { cardByName } from '../cards/test-cards.ts'
import { emit } from '../events/emit.ts'
import { find } from '../http/find.ts'
import { invalidRequest } from '../http/stripe-refusal.ts'
import { currentVersion } from '../http/versions.ts'
import { confirmWithCard } from '../payment-intents/confirm-payment-intent.ts'
import { openIntent } from '../payment-intents/create-payment-intent.ts'
import type { PaymentIntent } from '../payment-intents/payment-intent.ts'
import type { Context } from '../world.ts'
import { type CheckoutSession, endedSession, renderSession } from './checkout-session.ts'

/** The intent of an earlier attempt that was declined, or a new one. */
const intentOf = (context: Context, session: CheckoutSession): PaymentIntent => {
  if (session.payment_intent !== null) {
    return find(context, 'payment_intent', session.payment_intent, 'payment_intent')
  }
  const form = {
    ...session.behind.intent,
    amount: String(session.amount_total),
    currency: session.currency,
    allowed_payment_method_types: ['card'],
  }
  return openIntent(context, form, currentVersion)
}

/**
 * Somebody pays at the page, with a named test card. Returns the session afterwards and why the card was declined, if it was.
 * Throws a StripeRefusal when the page is over.
 */
export const payAtSession = (
  context: Context,
  session: CheckoutSession,
  cardName: string,
): { readonly session: CheckoutSession; readonly declined: string | null } => {
  const card = cardByName(cardName)
  if (card === undefined) throw invalidRequest(undefined, `There is no test card named "${cardName}".`)
  if (session.status !== 'open') {
    throw invalidRequest(undefined, 'This page has been used or its time is over.')
  }
  const answer = confirmWithCard(context, intentOf(context, session), card)
  const intent = answer.status === 200 ? answer.body : answer.body.payment_intent
  const payment_intent = intent !== undefined && 'id' in intent ? String(intent.id) : null
  if (answer.status !== 200) {
    const tried = { ...session, payment_intent }
    context.store.put('checkout.session', tried)
    return { session: tried, declined: answer.body.message }
  }
  const paid = endedSession(session, 'complete', { payment_intent, payment_status: 'paid' })
  context.store.put('checkout.session', paid)
  emit(context, 'checkout.session.completed', renderSession(paid))
  return { session: paid, declined: null }
}

/** Closes the page; nobody can pay at it any more. */
export const expireSession = (context: Context, session: CheckoutSession): CheckoutSession => {
  const expired = endedSession(session, 'expired')
  context.store.put('checkout.session', expired)
  emit(context, 'checkout.session.expired', renderSession(expired))
  return expired
}

/** Planned work: the time of a page is over. */
export const sessionTimesOut = (context: Context, id: string): void => {
  const session = context.store.get('checkout.session', id)
  if (session?.status === 'open') expireSession(context, session)
}
