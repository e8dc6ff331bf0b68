import Stripe from 'stripe'
import { openPracticeShop, type PracticeShop, secretKey } from '../../support/practice-shop.ts'
import { openReadyTill } from '../../support/ready-till.ts'
import type { TillBridge } from '../../support/till-bridge.ts'
import type { Bench } from '../harness/bench.ts'
import { type Measured, ratioLine } from '../harness/line.ts'
import { interleave, type Measure } from '../harness/rounds.ts'
import { withDelay } from './slow-stripe.ts'
import { asksForCard, type WatchedReader, watchReader } from './watch-reader.ts'

const paymentsPerRound = 4
/** What one call to Stripe takes from a shop, there and back with its own work: of the order that shops see. */
const realisticDelayMs = 120

type Scene = { readonly shop: PracticeShop; readonly reader: WatchedReader; readonly delayMs: number }

/** From `payment.card` to the reader's asking for a card; afterwards the payment is cancelled and the cart emptied, unmeasured. */
async function tillPayment(
  { shop, reader, delayMs }: Scene,
  till: TillBridge,
  productId: string,
): Promise<number> {
  const url = shop.sandbox.url
  await till.must('cart.add', { productId, quantity: 1 })
  // The customer display of the cart is shown first, as at a counter where the last article lies for a second.
  await reader.settled(({ screen }) => screen === 'cart')
  await till.must('payment.begin', {})
  const tookMs = await withDelay(url, delayMs, async () => {
    const asked = reader.until(asksForCard)
    const beganMs = performance.now()
    const [atMs] = await Promise.all([asked, till.must('payment.card', { amountMinor: null })])
    return atMs - beganMs
  })
  const over = till.until('counter', ({ paying }) => paying?.card?.state === 'voided')
  await till.must('payment.cancelCard', {})
  await over
  await till.must('payment.back', {})
  await till.must('cart.clear', {})
  return tookMs
}

/** The same two calls by a script that does nothing else. */
async function barePayment({ shop, reader, delayMs }: Scene, stripe: Stripe, key: string): Promise<number> {
  const { intent, tookMs } = await withDelay(shop.sandbox.url, delayMs, async () => {
    const asked = reader.until(asksForCard)
    const beganMs = performance.now()
    const intent = await stripe.paymentIntents.create(
      {
        amount: 1_250,
        currency: 'eur',
        allowed_payment_method_types: ['card_present'],
        capture_method: 'automatic',
        metadata: { cashwrap_key: key },
      },
      { idempotencyKey: key },
    )
    const processing = stripe.terminal.readers.processPaymentIntent(
      reader.id,
      { payment_intent: intent.id, process_config: { skip_tipping: true } },
      { idempotencyKey: `${key}:process` },
    )
    const [atMs] = await Promise.all([asked, processing])
    return { intent, tookMs: atMs - beganMs }
  })
  await stripe.terminal.readers.cancelAction(reader.id)
  await stripe.paymentIntents.cancel(intent.id)
  return tookMs
}

async function measure(
  scene: Scene,
  till: TillBridge,
  rounds: number,
  about: { readonly name: string; readonly target: number | null },
): Promise<Measured> {
  const { shop, delayMs } = scene
  const { hostname, port } = new URL(shop.sandbox.url)
  const stripe = new Stripe(secretKey, {
    host: hostname,
    port: Number(port),
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  })
  const { products } = await till.must('catalogue.products', { categoryId: null, offset: 0, limit: 1 })
  const productId = products[0]?.id
  if (productId === undefined) throw new Error('the catalogue is empty')
  const times = async (one: (index: number) => Promise<number>): Promise<readonly number[]> => {
    const took: number[] = []
    for (let index = 0; index < paymentsPerRound; index += 1) took.push(await one(index))
    return took
  }
  const ours: Measure = () => times(() => tillPayment(scene, till, productId))
  const bare: Measure = (round) =>
    times((index) => barePayment(scene, stripe, `bench-${about.name.slice(-8)}-${round + 1}-${index}`))
  const delay = delayMs === 0 ? 'with no delay' : `with ${delayMs} ms added to each of its calls`
  return ratioLine(
    {
      ...about,
      direction: 'lower',
      versus: `till (bridge, journal, signed request, server, its records) ÷ a bare stripe script that creates the PaymentIntent and hands it to the reader; the same practice Stripe ${delay}; until the reader asks for a card`,
    },
    await interleave(rounds, ours, bare),
  )
}

export const chargeToReader: Bench = {
  name: 'charge-to-reader',
  roundsDefault: 7,
  async run(rounds) {
    const shop = await openPracticeShop()
    try {
      const till = await openReadyTill(shop)
      const reader = await watchReader(shop.sandbox.url)
      const scene = { shop, reader }
      const lines = [
        await measure({ ...scene, delayMs: realisticDelayMs }, till, rounds, {
          name: 'charge-to-reader',
          target: 1.15,
        }),
        await measure({ ...scene, delayMs: 0 }, till, rounds, {
          name: 'charge-to-reader-no-delay',
          target: null,
        }),
      ]
      reader.close()
      till.close()
      return lines
    } finally {
      await shop.close()
    }
  },
}
