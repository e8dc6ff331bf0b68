import type Stripe from 'stripe'
import { aCardSale, type PracticeShop } from '../practice-shop.ts'

/** A fact about Stripe that somebody published, and how to see that the practice Stripe follows it. */
export interface Rule {
  /** One sentence, without the name of the product. */
  readonly fact: string
  /** Where it is written: a page, the SDK's types, a thread, or what was observed. */
  readonly source: string
  /** Fails when the practice Stripe does not follow it. */
  readonly holds: (shop: PracticeShop) => Promise<void>
}

type Presented = NonNullable<
  Parameters<Stripe['testHelpers']['terminal']['readers']['presentPaymentMethod']>[1]
>

/** What a row needs at the counter, all through the official SDK. */
export const atCounter = (shop: PracticeShop) => {
  const { sdk, readerId } = shop
  return {
    sdk,
    readerId,
    sale: (extra: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
      sdk.paymentIntents.create({ ...aCardSale, ...extra }),
    process: (
      payment_intent: string,
      process_config: Stripe.Terminal.ReaderProcessPaymentIntentParams.ProcessConfig = {
        skip_tipping: true,
      },
    ) => sdk.terminal.readers.processPaymentIntent(readerId, { payment_intent, process_config }),
    present: (params: Presented = {}) =>
      sdk.testHelpers.terminal.readers.presentPaymentMethod(readerId, params),
    card: (number: string) =>
      sdk.testHelpers.terminal.readers.presentPaymentMethod(readerId, { card_present: { number } }),
    display: (total = 100) =>
      sdk.terminal.readers.setReaderDisplay(readerId, {
        type: 'cart',
        cart: {
          currency: 'usd',
          line_items: [{ amount: total, description: 'Tea', quantity: 1 }],
          total,
        },
      }),
    reader: async (): Promise<Stripe.Terminal.Reader> => {
      const found = await sdk.terminal.readers.retrieve(readerId)
      if ('deleted' in found) throw new Error('the reader is gone')
      return found as Stripe.Terminal.Reader
    },
    intent: (id: string) => sdk.paymentIntents.retrieve(id, { expand: ['latest_charge'] }),
  }
}

/** A sale that was taken on the reader; the intent as it is afterwards, with its charge. */
export const taken = async (
  shop: PracticeShop,
  extra: Partial<Stripe.PaymentIntentCreateParams> = {},
  present: Presented = {},
): Promise<Stripe.PaymentIntent> => {
  const counter = atCounter(shop)
  const { id } = await counter.sale(extra)
  await counter.process(id)
  await counter.present(present)
  return counter.intent(id)
}

/** The charge of an intent that was retrieved with it. */
export const chargeOf = ({ latest_charge }: Stripe.PaymentIntent): Stripe.Charge => {
  if (latest_charge === null || typeof latest_charge === 'string') throw new Error('no charge was expanded')
  return latest_charge
}

/** One request with a header that makes it go wrong, as the official SDK would have sent it. */
export const withFault = async (
  shop: PracticeShop,
  fault: string,
  path: string,
  params: Readonly<Record<string, string>> = {},
  key?: string,
): Promise<Response> =>
  fetch(`${shop.url()}${path}`, {
    method: 'POST',
    headers: {
      authorization: 'Bearer sk_test_practice',
      'x-practice-fault': fault,
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    body: new URLSearchParams(params),
  })
