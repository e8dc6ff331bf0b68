import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import Stripe from 'stripe'
import { uuidv7 } from 'uuidv7'
import { saleIdSchema, storeIdSchema } from '../../../domain/ids/ids.ts'
import { idempotencyKey } from '../../../domain/payment/idempotency-key.ts'
import { paymentResponseSchema } from '../../../domain/protocol/server-api.ts'
import { startPart } from '../../../tools/run/part.ts'
import { secretKey } from '../../support/practice-shop.ts'
import type { Bench } from '../harness/bench.ts'
import { type Measured, ratioLine } from '../harness/line.ts'
import { interleave, type Measure } from '../harness/rounds.ts'
import { inTempFolder } from '../harness/temp-folder.ts'
import { type CountingLine, openCountingLine } from './counting-line.ts'
import { type Device, pairDevice } from './device.ts'

const paymentsPerRound = 6
/** What one call to Stripe takes from a shop, there and back with its own work: of the order that shops see. */
const realisticDelayMs = 120
const adminToken = 'bench-admin-token-of-at-least-32-characters'
const amountMinor = 1_250

/** A card payment by signed requests to the server, until it says approved. */
async function throughServer(device: Device, readerId: string): Promise<void> {
  const saleId = saleIdSchema.parse(uuidv7())
  const key = idempotencyKey({
    storeId: storeIdSchema.parse(device.storeId),
    saleId,
    tenderNo: 1,
    attempt: 1,
    verb: 'pay',
  })
  const call = (method: 'GET' | 'POST', path: string, body?: unknown) =>
    device.call(paymentResponseSchema, method, `/v1/payments${path}`, body)
  await call('POST', '', {
    idempotencyKey: key,
    saleId,
    tenderNo: 1,
    attempt: 1,
    amountMinor,
    currency: device.currency,
  })
  await call('POST', `/${key}/process`, { readerId })
  for (;;) {
    const { payment } = await call('GET', `/${key}`)
    if (payment.state === 'approved') return
    if (payment.state === 'declined' || payment.state === 'voided') throw new Error(`it was ${payment.state}`)
  }
}

/** The same payment by a script that has nothing but the SDK: it reads the reader and the intent, as Stripe's own guide does. */
async function bySdk(stripe: Stripe, currency: string, readerId: string): Promise<void> {
  const key = uuidv7()
  const intent = await stripe.paymentIntents.create(
    {
      amount: amountMinor,
      currency: currency.toLowerCase(),
      allowed_payment_method_types: ['card_present'],
      capture_method: 'automatic',
      metadata: { script: key },
    },
    { idempotencyKey: key },
  )
  await stripe.terminal.readers.processPaymentIntent(
    readerId,
    { payment_intent: intent.id, process_config: { skip_tipping: true } },
    { idempotencyKey: `${key}:process` },
  )
  for (;;) {
    const [seen] = await Promise.all([
      stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] }),
      stripe.terminal.readers.retrieve(readerId),
    ])
    if (seen.status === 'succeeded') return
  }
}

type Scene = {
  readonly device: Device
  readonly stripe: Stripe
  readonly readerId: string
  readonly line: CountingLine
}

async function measure(
  scene: Scene,
  rounds: number,
  about: { readonly name: string; readonly target: number | null; readonly delayMs: number },
): Promise<Measured> {
  const { device, stripe, readerId, line } = scene
  const { delayMs, ...named } = about
  const calls = { ours: [] as number[], bare: [] as number[] }
  const times =
    (who: 'ours' | 'bare', one: () => Promise<void>): Measure =>
    async () => {
      const took: number[] = []
      for (let index = 0; index < paymentsPerRound; index += 1) {
        line.takeCalls()
        const beganMs = performance.now()
        await one()
        took.push(performance.now() - beganMs)
        calls[who].push(line.takeCalls().length)
        await restMs(150)
      }
      return took
    }
  line.setDelay(delayMs)
  const rounded = await interleave(
    rounds,
    times('ours', () => throughServer(device, readerId)),
    times('bare', () => bySdk(stripe, device.currency, readerId)),
  )
  const measured = ratioLine(
    {
      ...named,
      direction: 'lower',
      versus: `server (signed requests, records, event log) ÷ a bare stripe script: create, process on the reader, read until approved; the same practice Stripe ${delayMs === 0 ? 'with no delay' : `with ${delayMs} ms added to each call`}, a card presented at once`,
    },
    rounded,
  )
  return {
    ...measured,
    details: {
      ...measured.details,
      candidateCallsMax: Math.max(...calls.ours),
      limitCallsMax: Math.max(...calls.bare),
    },
  }
}

const restMs = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

async function oneReader(stripe: Stripe, practiceUrl: string): Promise<string> {
  const { data } = await stripe.terminal.readers.list({ limit: 1 })
  const id = data[0]?.id
  if (id === undefined) throw new Error('the practice Stripe has no reader')
  const answer = await fetch(`${practiceUrl}/_practice/readers/${id}/auto_present`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ after_ms: 0, card: 'visa', bank_takes_ms: 0 }),
  })
  if (!answer.ok) throw new Error(`auto_present: HTTP ${answer.status}`)
  return id
}

export const paymentOverhead: Bench = {
  name: 'payment-overhead',
  roundsDefault: 9,
  run: (rounds) =>
    inTempFolder(async (folder) => {
      const data = (name: string): string => mkdtempSync(join(folder, name))
      const sandbox = await startPart('sandbox', {
        CASHWRAP_SANDBOX_DATA: data('stripe-'),
        CASHWRAP_SANDBOX_PORT: '0',
      })
      const line = await openCountingLine(sandbox.url)
      const server = await startPart('server', {
        CASHWRAP_MODE: 'practice',
        CASHWRAP_SERVER_DATA: data('server-'),
        CASHWRAP_SERVER_PORT: '0',
        CASHWRAP_ADMIN_TOKEN: adminToken,
        STRIPE_API_BASE: line.url,
        STRIPE_SECRET_KEY: secretKey,
      })
      try {
        const device = await pairDevice(new URL(server.url).origin, adminToken)
        const { hostname, port } = new URL(line.url)
        const stripe = new Stripe(secretKey, {
          host: hostname,
          port: Number(port),
          protocol: 'http',
          maxNetworkRetries: 0,
          telemetry: false,
        })
        const scene = { device, stripe, line, readerId: await oneReader(stripe, sandbox.url) }
        return [
          await measure(scene, rounds, { name: 'payment-overhead', target: 1.15, delayMs: realisticDelayMs }),
          await measure(scene, rounds, { name: 'payment-overhead-no-delay', target: null, delayMs: 0 }),
        ]
      } finally {
        await server.end()
        await line.close()
        await sandbox.end()
      }
    }),
}
