import type { LookUpRequest } from '../../../domain/payment/processor.ts'
import type { StripeClient, WireIntent, WireRefund } from './client.ts'

/** Clocks differ; the window is widened by this on both sides. */
const windowSlackSeconds = 15 * 60
const pageSize = 100

/**
 * The PaymentIntent that carries our key, or null when there is none. Reads the list, which is always current: the search API may
 * be an hour behind. https://docs.stripe.com/search#data-freshness
 */
export async function lookUpIntent(
  client: StripeClient,
  request: LookUpRequest,
  options: { readonly timeout: number },
): Promise<WireIntent | null> {
  const created = {
    gte: Math.floor(request.fromMs / 1000) - windowSlackSeconds,
    lte: Math.ceil(request.untilMs / 1000) + windowSlackSeconds,
  }
  let after: string | undefined
  for (;;) {
    const page = await client.paymentIntents.list(
      {
        created,
        limit: pageSize,
        expand: ['data.latest_charge'],
        ...(after === undefined ? {} : { starting_after: after }),
      },
      options,
    )
    const found = page.data.find((intent) => intent.metadata?.['cashwrap_key'] === request.key)
    if (found !== undefined) return found
    after = page.data.at(-1)?.id
    if (!page.has_more || after === undefined) return null
  }
}

/** The refund of this payment that carries our key, or null. */
export async function lookUpRefund(
  client: StripeClient,
  request: { readonly key: string; readonly paymentId: string },
  options: { readonly timeout: number },
): Promise<WireRefund | null> {
  let after: string | undefined
  for (;;) {
    const page = await client.refunds.list(
      {
        payment_intent: request.paymentId,
        limit: pageSize,
        ...(after === undefined ? {} : { starting_after: after }),
      },
      options,
    )
    const found = page.data.find((refund) => refund.metadata?.['cashwrap_key'] === request.key)
    if (found !== undefined) return found
    after = page.data.at(-1)?.id
    if (!page.has_more || after === undefined) return null
  }
}
