import type { LookUpRequest, TimeWindow } from '../../../domain/payment/processor.ts'
import type { StripeClient, WireEvent, WireIntent, WireRefund } from './client.ts'
import { allOldestFirst, createdBetween, everyItem } from './list-all.ts'

/** Clocks differ; the window in which a lost object is looked for is widened by this on both sides. */
const windowSlackSeconds = 15 * 60

type Options = { readonly timeout: number }

const intentsBetween = (
  client: StripeClient,
  created: { readonly gte: number; readonly lte: number },
  options: Options,
): AsyncGenerator<WireIntent> =>
  everyItem((page) =>
    client.paymentIntents.list({ ...page, created, expand: ['data.latest_charge'] }, options),
  )

/**
 * The PaymentIntent that carries our key, or null when there is none. Reads the list, which is always current: the search API may
 * be an hour behind. https://docs.stripe.com/search#data-freshness
 */
export async function lookUpIntent(
  client: StripeClient,
  request: LookUpRequest,
  options: Options,
): Promise<WireIntent | null> {
  for await (const intent of intentsBetween(client, createdBetween(request, windowSlackSeconds), options))
    if (intent.metadata?.['cashwrap_key'] === request.key) return intent
  return null
}

/** The refund of this payment that carries our key, or null. */
export async function lookUpRefund(
  client: StripeClient,
  request: { readonly key: string; readonly paymentId: string },
  options: Options,
): Promise<WireRefund | null> {
  const ofPayment = everyItem((page) =>
    client.refunds.list({ ...page, payment_intent: request.paymentId }, options),
  )
  for await (const refund of ofPayment) if (refund.metadata?.['cashwrap_key'] === request.key) return refund
  return null
}

export const listIntents = (
  client: StripeClient,
  window: TimeWindow,
  options: Options,
): Promise<readonly WireIntent[]> => allOldestFirst(intentsBetween(client, createdBetween(window), options))

/** Stripe keeps events for 30 days. https://docs.stripe.com/api/events */
export const listWireEvents = (
  client: StripeClient,
  window: TimeWindow,
  options: Options,
): Promise<readonly WireEvent[]> =>
  allOldestFirst(
    everyItem((page) => client.events.list({ ...page, created: createdBetween(window) }, options)),
  )
