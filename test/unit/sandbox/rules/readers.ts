import { expect } from 'vitest'
import { openReceiver, stripeError, until } from '../practice-shop.ts'
import { atCounter, type Rule, taken } from './rule.ts'

const serverDriven =
  'docs.stripe.com/terminal/payments/collect-card-payment?terminal-sdk-platform=server-driven'
const observed =
  'wcpos/stripe-terminal-for-woocommerce, latency research of 2026-08-07, on a simulated WisePOS E of test mode'
const types = 'stripe@23.1.0, types of Terminal.Reader'

/** Server-driven readers: stripe.md §1.4. */
export const readerRules: readonly Rule[] = [
  {
    fact: 'A payment that was sent to a reader is answered 200 with an action in progress: acknowledged, not paid.',
    source: serverDriven,
    holds: async (shop) => {
      const { sale, process, intent } = atCounter(shop)
      const { id } = await sale()
      expect((await process(id)).action).toMatchObject({
        type: 'process_payment_intent',
        status: 'in_progress',
        failure_code: null,
        api_error: null,
      })
      expect((await intent(id)).status).toBe('requires_payment_method')
    },
  },
  {
    fact: 'A reader has one slot; a payment that has not begun processing is replaced by the next.',
    source: serverDriven,
    holds: async (shop) => {
      const { sale, process, present, intent } = atCounter(shop)
      const first = await sale()
      const second = await sale()
      await process(first.id)
      await process(second.id)
      await present()
      expect((await intent(first.id)).status).toBe('requires_payment_method')
      expect((await intent(second.id)).status).toBe('succeeded')
    },
  },
  {
    fact: 'The last action stays on the reader after it ended, as succeeded or failed.',
    source: types,
    holds: async (shop) => {
      await taken(shop)
      expect((await atCounter(shop).reader()).action).toMatchObject({ status: 'succeeded', api_error: null })
      await taken(shop, { amount: 1005 })
      expect((await atCounter(shop).reader()).action).toMatchObject({
        status: 'failed',
        failure_code: 'card_declined',
        api_error: { type: 'card_error', code: 'card_declined', decline_code: 'generic_decline' },
      })
    },
  },
  {
    fact: '`last_seen_at` of a reader is in milliseconds.',
    source: types,
    holds: async (shop) => {
      const { last_seen_at } = await atCounter(shop).reader()
      expect(Math.abs(Number(last_seen_at) - (Date.now() + shop.aheadMs()))).toBeLessThan(60_000)
    },
  },
  {
    fact: 'A reader that is offline refuses with `terminal_reader_offline`, and nothing is queued for its return.',
    source: serverDriven,
    holds: async (shop) => {
      const { sale, process, reader } = atCounter(shop)
      const { id } = await sale()
      await shop.control(`readers/${shop.readerId}/unplug`)
      expect((await reader()).status).toBe('offline')
      expect(await stripeError(process(id))).toMatchObject({
        rawType: 'invalid_request_error',
        code: 'terminal_reader_offline',
      })
      await shop.control(`readers/${shop.readerId}/plug_in`)
      const back = await reader()
      expect(back.status).toBe('online')
      expect(back.action?.process_payment_intent?.payment_intent).not.toBe(id)
    },
  },
  {
    fact: 'A reader in mid-authorisation refuses with `terminal_reader_busy`, cancel_action included.',
    source: serverDriven,
    holds: async (shop) => {
      const { sdk, sale, process, reader } = atCounter(shop)
      const { id } = await sale()
      await process(id)
      await shop.control(`readers/${shop.readerId}/present`, { bank_takes_ms: 60_000 })
      expect((await stripeError(process(id))).code).toBe('terminal_reader_busy')
      expect((await stripeError(sdk.terminal.readers.cancelAction(shop.readerId))).code).toBe(
        'terminal_reader_busy',
      )
      shop.advance(61_000)
      await until(async () => (await reader()).action?.status === 'succeeded')
    },
  },
  {
    fact: 'A reader that installs an update refuses with `terminal_reader_busy` until it is done.',
    source: serverDriven,
    holds: async (shop) => {
      const { sale, process } = atCounter(shop)
      const { id } = await sale()
      await shop.control(`readers/${shop.readerId}/update`, { for_ms: 30_000 })
      expect((await stripeError(process(id))).code).toBe('terminal_reader_busy')
      shop.advance(31_000)
      await until(async () => {
        const again = await process(id).catch(() => undefined)
        return again?.action?.status === 'in_progress'
      })
    },
  },
  {
    fact: '`terminal_reader_timeout` may be a false negative: the reader did get the command.',
    source: observed,
    holds: async (shop) => {
      const { sale, process, reader } = atCounter(shop)
      const { id } = await sale()
      await shop.control('faults', { kind: 'reader_timeout', when: 'after', path: '/process_payment_intent' })
      expect((await stripeError(process(id))).code).toBe('terminal_reader_timeout')
      expect((await reader()).action).toMatchObject({
        status: 'in_progress',
        process_payment_intent: { payment_intent: id },
      })
    },
  },
  {
    fact: 'A reader with a hardware fault refuses with `terminal_reader_hardware_fault`.',
    source: serverDriven,
    holds: async (shop) => {
      const { sale, process } = atCounter(shop)
      const { id } = await sale()
      await shop.control('faults', { kind: 'reader_hardware_fault', path: '/process_payment_intent' })
      expect(await stripeError(process(id))).toMatchObject({
        rawType: 'invalid_request_error',
        code: 'terminal_reader_hardware_fault',
      })
    },
  },
  {
    fact: 'Only an intent in `requires_payment_method` can be processed; any other is `intent_invalid_state`.',
    source: serverDriven,
    holds: async (shop) => {
      const { id } = await taken(shop)
      expect((await stripeError(atCounter(shop).process(id))).code).toBe('intent_invalid_state')
    },
  },
  {
    fact: 'After a decline the same intent is processed again, and may succeed.',
    source: serverDriven,
    holds: async (shop) => {
      const { sale, process, card, intent } = atCounter(shop)
      const { id } = await sale()
      await process(id)
      await card('4000000000000002')
      await process(id)
      await card('4242424242424242')
      expect(await intent(id)).toMatchObject({ status: 'succeeded', last_payment_error: null })
    },
  },
  {
    fact: 'A card that was collected is confirmed within 30 seconds.',
    source:
      'docs.stripe.com/terminal/payments/collect-card-payment (collect, inspect and confirm), since 2025-07',
    holds: async (shop) => {
      const { sdk, sale, present, intent } = atCounter(shop)
      const { id } = await sale()
      await sdk.terminal.readers.collectPaymentMethod(shop.readerId, { payment_intent: id })
      await present()
      shop.advance(29_000)
      await sdk.terminal.readers.confirmPaymentIntent(shop.readerId, { payment_intent: id })
      expect((await intent(id)).status).toBe('succeeded')
    },
  },
  {
    fact: 'A card that was collected more than 30 seconds ago is not charged any more.',
    source:
      'docs.stripe.com/terminal/payments/collect-card-payment (collect, inspect and confirm), since 2025-07',
    holds: async (shop) => {
      const { sdk, sale, present, intent } = atCounter(shop)
      const { id } = await sale()
      await sdk.terminal.readers.collectPaymentMethod(shop.readerId, { payment_intent: id })
      await present()
      shop.advance(31_000)
      await stripeError(sdk.terminal.readers.confirmPaymentIntent(shop.readerId, { payment_intent: id }))
      expect((await intent(id)).latest_charge).toBeNull()
    },
  },
  {
    fact: 'The end of a payment on a reader raises `terminal.reader.action_succeeded` or `…_failed`; a display and a cancel raise nothing.',
    source:
      'docs.stripe.com/terminal/payments/collect-card-payment (webhooks); stripe@23.1.0, types of Event',
    holds: async (shop) => {
      const receiver = await openReceiver()
      const endpoint = await shop.sdk.webhookEndpoints.create({
        url: receiver.url,
        enabled_events: ['terminal.reader.action_succeeded', 'terminal.reader.action_failed'],
      })
      await atCounter(shop).display()
      await shop.sdk.terminal.readers.cancelAction(shop.readerId)
      await taken(shop)
      await taken(shop, { amount: 1005 })
      await until(() => receiver.received.length >= 2)
      const seen = receiver.received.map(({ body }) => String(JSON.parse(body).type))
      expect(seen.sort()).toEqual(['terminal.reader.action_failed', 'terminal.reader.action_succeeded'])
      await shop.sdk.webhookEndpoints.del(endpoint.id)
      await receiver.close()
    },
  },
]
