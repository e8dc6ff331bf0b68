import { expect } from 'vitest'
import { aCardSale, openReceiver, type PracticeShop, stripeError, until } from '../practice-shop.ts'
import type { Rule } from './rule.ts'

const page = 'docs.stripe.com/webhooks'
const sdkSource = 'stripe@23.1.0, Webhooks.js'
const types = 'stripe@23.1.0, types of Event and WebhookEndpoint'

type Receiver = Awaited<ReturnType<typeof openReceiver>>
interface Box {
  readonly receiver: Receiver
  readonly endpoint: string
  readonly secret: string
  /** The types of what came, in the order in which it came. */
  readonly types: () => readonly string[]
}

/** An endpoint with its receiver for the length of one row. */
const withReceiver = async (
  { sdk }: PracticeShop,
  enabled_events: Parameters<PracticeShop['sdk']['webhookEndpoints']['create']>[0]['enabled_events'],
  work: (box: Box) => Promise<void>,
  answers: (count: number) => number = () => 200,
): Promise<void> => {
  const receiver = await openReceiver(answers)
  const { id, secret } = await sdk.webhookEndpoints.create({ url: receiver.url, enabled_events })
  try {
    await work({
      receiver,
      endpoint: id,
      secret: secret ?? '',
      types: () => receiver.received.map(({ body }) => String(JSON.parse(body).type)),
    })
  } finally {
    await sdk.webhookEndpoints.del(id)
    await receiver.close()
  }
}

/** The post: stripe.md §3. */
export const webhookRules: readonly Rule[] = [
  {
    fact: '`Stripe-Signature` is `t=…,v1=…`, an HMAC-SHA256 over time and raw body that the official SDK accepts.',
    source: `${page}#verify-manually; ${sdkSource}`,
    holds: (shop) =>
      withReceiver(shop, ['*'], async ({ receiver, secret }) => {
        await shop.sdk.paymentIntents.create(aCardSale)
        await until(() => receiver.received.length === 1)
        const { body = '', signature = '' } = receiver.received[0] ?? {}
        expect(signature).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/)
        // The practice clock may be ahead of this machine's: the tolerance is asked for in another row.
        const event = shop.sdk.webhooks.constructEvent(body, signature, secret, 1e9)
        expect(event.type).toBe('payment_intent.created')
        expect(() => shop.sdk.webhooks.constructEvent(body, signature, 'whsec_other', 1e9)).toThrow(
          /signature/,
        )
        expect(() => shop.sdk.webhooks.constructEvent(`${body} `, signature, secret, 1e9)).toThrow(
          /signature/,
        )
      }),
  },
  {
    fact: 'A signature older than 300 seconds is refused by the official SDK, and one from the future is not.',
    source: sdkSource,
    holds: (shop) =>
      withReceiver(shop, ['*'], async ({ receiver, secret }) => {
        const signedAt = async (signature_ms: number) => {
          await shop.control('clock', { signature_ms })
          const count = receiver.received.length
          await shop.sdk.paymentIntents.create(aCardSale)
          await until(() => receiver.received.length > count)
          const { body = '', signature = '' } = receiver.received.at(-1) ?? {}
          return () => shop.sdk.webhooks.constructEvent(body, signature, secret)
        }
        const now = -shop.aheadMs()
        expect(await signedAt(now - 310_000)).toThrow(/Timestamp outside the tolerance zone/)
        expect((await signedAt(now - 290_000))().object).toBe('event')
        expect((await signedAt(now + 3_600_000))().object).toBe('event')
      }),
  },
  {
    fact: 'What is not answered with 2xx is sent again, the same event under a new signature.',
    source: page,
    holds: (shop) =>
      withReceiver(
        shop,
        ['payment_intent.created'],
        async ({ receiver }) => {
          await shop.sdk.paymentIntents.create(aCardSale)
          await until(() => receiver.received.length === 3)
          const ids = receiver.received.map(({ body }) => String(JSON.parse(body).id))
          expect(new Set(ids).size).toBe(1)
        },
        (count) => (count < 3 ? 500 : 200),
      ),
  },
  {
    fact: 'Events that are raised while their endpoint is disabled are not sent to it, later either.',
    source: `${page}; docs.stripe.com/workbench/webhooks`,
    holds: (shop) =>
      withReceiver(shop, ['payment_intent.created'], async ({ receiver, endpoint }) => {
        await shop.sdk.webhookEndpoints.update(endpoint, { disabled: true })
        await shop.sdk.paymentIntents.create(aCardSale)
        await shop.sdk.webhookEndpoints.update(endpoint, { disabled: false })
        const { id } = await shop.sdk.paymentIntents.create(aCardSale)
        await until(() => receiver.received.length > 0)
        expect(JSON.parse(receiver.received[0]?.body ?? '').data.object.id).toBe(id)
      }),
  },
  {
    fact: 'An endpoint that is disabled stops the attempts; enabled again before the next one, they go on.',
    source: `${page}; docs.stripe.com/workbench/webhooks`,
    holds: (shop) => {
      let answer = 500
      return withReceiver(
        shop,
        ['payment_intent.created'],
        async ({ receiver, endpoint }) => {
          const { id } = await shop.sdk.paymentIntents.create(aCardSale)
          await until(() => receiver.received.length > 0)
          await shop.sdk.webhookEndpoints.update(endpoint, { disabled: true })
          await new Promise((resolve) => setTimeout(resolve, 60))
          const before = receiver.received.length
          await new Promise((resolve) => setTimeout(resolve, 60))
          expect(receiver.received).toHaveLength(before)
          answer = 200
          await shop.sdk.webhookEndpoints.update(endpoint, { disabled: false })
          await until(() => receiver.received.length === before + 1)
          expect(JSON.parse(receiver.received.at(-1)?.body ?? '').data.object.id).toBe(id)
        },
        () => answer,
      )
    },
  },
  {
    fact: 'Order is not promised: a later event may come first.',
    source: `${page}#event-ordering`,
    holds: (shop) =>
      withReceiver(shop, ['payment_intent.created', 'payment_intent.canceled'], async (box) => {
        await shop.control('webhooks', { hold: true, reorder: true })
        const { id } = await shop.sdk.paymentIntents.create(aCardSale)
        await shop.sdk.paymentIntents.cancel(id)
        await shop.control('webhooks', { hold: false })
        await until(() => box.receiver.received.length === 2)
        expect(box.types()).toEqual(['payment_intent.canceled', 'payment_intent.created'])
      }),
  },
  {
    fact: 'The same event may come more than once.',
    source: `${page}#handle-duplicate-events`,
    holds: (shop) =>
      withReceiver(shop, ['payment_intent.created'], async ({ receiver }) => {
        await shop.control('webhooks', { duplicate: true })
        await shop.sdk.paymentIntents.create(aCardSale)
        await until(() => receiver.received.length === 2)
        expect(receiver.received[0]?.body).toBe(receiver.received[1]?.body)
      }),
  },
  {
    fact: 'An event may come late, after the object has moved on; its data is the snapshot of its moment.',
    source: 'docs.stripe.com/api/events; upgrades: event data is never rendered again',
    holds: (shop) =>
      withReceiver(shop, ['payment_intent.created'], async ({ receiver }) => {
        await shop.control('webhooks', { delay_ms: 60_000 })
        const { id } = await shop.sdk.paymentIntents.create(aCardSale)
        await shop.sdk.paymentIntents.cancel(id)
        await new Promise((resolve) => setTimeout(resolve, 50))
        expect(receiver.received).toHaveLength(0)
        shop.advance(61_000)
        await until(() => receiver.received.length === 1)
        expect(JSON.parse(receiver.received[0]?.body ?? '').data.object).toMatchObject({
          id,
          status: 'requires_payment_method',
        })
      }),
  },
  {
    fact: 'What was missed is read from the list with `delivery_success=false`, onwards from the last one that is known.',
    source: 'docs.stripe.com/webhooks/process-undelivered-events',
    holds: (shop) =>
      withReceiver(shop, ['payment_intent.created'], async () => {
        await shop.control('webhooks', { hold: true })
        const { id } = await shop.sdk.paymentIntents.create(aCardSale)
        const [known] = (await shop.sdk.events.list({ limit: 1 })).data
        const missed = await shop.sdk.paymentIntents.create(aCardSale)
        const page = await shop.sdk.events.list({ delivery_success: false, ending_before: known?.id ?? '' })
        expect(page.data.map(({ data }) => (data.object as { id?: string }).id)).toEqual([missed.id])
        expect(known?.data.object).toMatchObject({ id })
      }),
  },
  {
    fact: 'Events can be read for 30 days.',
    source: 'docs.stripe.com/api/events',
    holds: async ({ sdk, advance }) => {
      await sdk.paymentIntents.create(aCardSale)
      const [event] = (await sdk.events.list({ limit: 1 })).data
      advance(29 * 86_400_000)
      expect((await sdk.events.retrieve(event?.id ?? '')).id).toBe(event?.id)
      advance(2 * 86_400_000)
      expect((await sdk.events.list()).data).toEqual([])
      expect((await stripeError(sdk.events.retrieve(event?.id ?? ''))).code).toBe('resource_missing')
    },
  },
  {
    fact: '`request` of an event carries the id and the idempotency key of the request that caused it.',
    source: types,
    holds: async ({ sdk, wire }) => {
      await sdk.paymentIntents.create(aCardSale, { idempotencyKey: 'cause' })
      const id = wire.at(-1)?.headers.get('request-id')
      const [event] = (await sdk.events.list({ limit: 1 })).data
      expect(event?.request).toEqual({ id, idempotency_key: 'cause' })
    },
  },
  {
    fact: 'The secret of an endpoint is shown when it is made and never again.',
    source: types,
    holds: (shop) =>
      withReceiver(shop, ['*'], async ({ endpoint, secret }) => {
        expect(secret).toMatch(/^whsec_/)
        expect(await shop.sdk.webhookEndpoints.retrieve(endpoint)).not.toHaveProperty('secret')
      }),
  },
  {
    fact: 'An endpoint keeps the version it was made with, and its events are rendered for it.',
    source: types,
    holds: async (shop) => {
      const receiver = await openReceiver()
      const { id } = await shop.sdk.webhookEndpoints.create({
        url: receiver.url,
        enabled_events: ['payment_intent.created'],
        api_version: '2025-09-30.clover',
      })
      await shop.sdk.paymentIntents.create(aCardSale)
      await until(() => receiver.received.length === 1)
      const event = JSON.parse(receiver.received[0]?.body ?? '')
      expect(event.api_version).toBe('2025-09-30.clover')
      expect(event.data.object).not.toHaveProperty('allowed_payment_method_types')
      await shop.sdk.webhookEndpoints.del(id)
      await receiver.close()
    },
  },
]
