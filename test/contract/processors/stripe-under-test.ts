import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { createPracticeStripe } from '../../../sandbox/stripe/practice-stripe.ts'
import { createStripeProcessor } from '../../../server/processors/stripe/index.ts'
import { openWire, type RawAnswer } from './faulty-wire.ts'
import type { ProcessorUnderTest, TwinControls } from './processor-under-test.ts'

const intentSchema = z.object({ id: z.string(), amount: z.int(), currency: z.string(), status: z.string() })
const chargeSchema = z.object({
  id: z.string(),
  status: z.string(),
  refunded: z.boolean(),
  payment_intent: z.string().nullable(),
})
const eventSchema = z.looseObject({ id: z.string(), livemode: z.boolean() })
const listOf = <T extends z.ZodType>(item: T) => z.object({ data: z.array(item), has_more: z.boolean() })
const named = z.object({ id: z.string() })

const error = (status: number, body: object, headers: Record<string, string> = {}): RawAnswer => ({
  status,
  headers,
  body: JSON.stringify({ error: body }),
})

const cards = {
  insufficient_funds: 'insufficient_funds',
  lost_card: 'lost_card',
  try_again: 'processing_error',
} as const

/** Stripe's adapter against the practice Stripe, over HTTP, at a clock that stands still. */
export async function openStripe(): Promise<ProcessorUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'cashwrap-contract-'))
  const clock = { nowMs: () => Date.parse('2026-11-23T10:00:00Z') }
  const stripe = createPracticeStripe({ dataFolder: folder, clock })
  const url = await stripe.listen(0)
  const wire = await openWire(url)
  const config = { mode: 'practice', secretKey: 'sk_test_contract', partialApproval: false } as const

  const api = async <T extends z.ZodType>(path: string, item: T): Promise<z.infer<T>[]> => {
    const found: z.infer<T>[] = []
    let after = ''
    for (;;) {
      const answer = await fetch(`${url}/v1/${path}?limit=100${after}`, {
        headers: { authorization: 'Bearer sk_test_books' },
      })
      const page = listOf(item).parse(await answer.json())
      found.push(...(page.data as z.infer<T>[]))
      const last = named.safeParse(page.data.at(-1))
      if (!page.has_more || !last.success) return found
      after = `&starting_after=${last.data.id}`
    }
  }
  const readers = await api('terminal/readers', named)
  const readerId = readers[0]?.id ?? ''
  const post = async (path: string, headers: Record<string, string>, body: string): Promise<unknown> => {
    const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${path}: ${text}`)
    return JSON.parse(text)
  }
  const reader = (verb: string, body: object = {}) =>
    post(
      `/_practice/readers/${readerId}/${verb}`,
      { 'content-type': 'application/json' },
      JSON.stringify(body),
    )

  const twin: TwinControls = {
    approve: async ({ tipMinor, interac } = {}) => {
      if (tipMinor === undefined)
        await reader('present', { card: interac ? 'interac' : 'visa', bank_takes_ms: 0 })
      else
        await post(
          `/v1/test_helpers/terminal/readers/${readerId}/present_payment_method`,
          {
            authorization: 'Bearer sk_test_person',
            'content-type': 'application/x-www-form-urlencoded',
          },
          `amount_tip=${tipMinor}`,
        )
    },
    decline: async (reason) => {
      await reader('decline_next', { decline_code: cards[reason] })
      await reader('present', { card: 'visa', bank_takes_ms: 0 })
    },
    presentWithSlowBank: async () => {
      await reader('present', { card: 'visa', bank_takes_ms: 60_000 })
    },
    walkAway: async () => {
      await reader('walk_away')
    },
    unplug: async (when) => {
      await reader('unplug', { when: when === 'now' ? 'now' : 'after_authorised' })
    },
    plugIn: async () => {
      await reader('plug_in')
    },
  }

  return {
    processor: createStripeProcessor({ ...config, apiBase: wire.url }),
    unreachable: createStripeProcessor({ ...config, apiBase: 'http://127.0.0.1:9' }),
    wire,
    readerId,
    registration: async () => ({
      code: 'simulated-wpe',
      locationId: (await api('terminal/locations', named))[0]?.id ?? '',
    }),
    twin,
    answers: {
      inFlight: error(409, {
        type: 'invalid_request_error',
        code: 'idempotency_key_in_use',
        message: 'busy',
      }),
      limited: error(429, { type: 'invalid_request_error', code: 'rate_limit', message: 'slow down' }),
      broken: error(500, { type: 'api_error', message: 'broken' }),
      brokenForGood: error(
        500,
        { type: 'api_error', message: 'broken' },
        { 'stripe-should-retry': 'false', 'idempotent-replayed': 'true' },
      ),
    },
    webhooks: {
      newestBody: async () => {
        const [newest] = await api('events', eventSchema)
        if (newest === undefined) throw new Error('nothing happened at the practice Stripe yet')
        return JSON.stringify(newest)
      },
      fromOtherMode: (body) =>
        JSON.stringify({ ...(JSON.parse(body) as Record<string, unknown>), livemode: true }),
      sign: (body, secret, atMs) => {
        const seconds = Math.floor(atMs / 1000)
        const v1 = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
        return `t=${seconds},v1=${v1}`
      },
      secrets: ['whsec_contract_one', 'whsec_contract_two'],
    },
    books: {
      payments: async () =>
        (await api('payment_intents', intentSchema)).map(({ id, amount, currency, status }) => ({
          id,
          amount: String(amount),
          currency,
          canceled: status === 'canceled',
        })),
      charges: async () =>
        (await api('charges', chargeSchema))
          .filter(({ status, refunded }) => status === 'succeeded' && !refunded)
          .map(({ payment_intent }) => ({ paymentId: payment_intent ?? '' })),
      refunds: () => api('refunds', named),
    },
    wireForms: [
      { currency: 'EUR', minor: 1999, onWire: '1999' },
      { currency: 'JPY', minor: 1999, onWire: '1999' },
      { currency: 'KWD', minor: 12_340, onWire: '12340' },
      { currency: 'ISK', minor: 1999, onWire: '199900' },
    ],
    nowMs: clock.nowMs,
    close: async () => {
      await wire.close()
      await stripe.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
