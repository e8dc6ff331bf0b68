import { expect } from 'vitest'
import { stripeError } from '../practice-shop.ts'
import { atCounter, type Rule, taken } from './rule.ts'

const testing = 'docs.stripe.com/terminal/references/testing'
const observed =
  'wcpos/stripe-terminal-for-woocommerce, latency research of 2026-08-07, on a simulated WisePOS E of test mode'

/** The reader's screen between payments, and how a reader comes to be there: stripe.md §1.4. */
export const displayRules: readonly Rule[] = [
  {
    fact: 'A display with a total of zero is accepted, and its action stays in progress.',
    source: observed,
    holds: async (shop) => {
      const { display, reader } = atCounter(shop)
      await display(0)
      expect((await reader()).action).toMatchObject({ type: 'set_reader_display', status: 'in_progress' })
    },
  },
  {
    fact: 'A display that is sent during a payment is answered 200 and pushes the payment aside; a card then pays nothing.',
    source: observed,
    holds: async (shop) => {
      const { sale, process, display, present, intent } = atCounter(shop)
      const { id } = await sale()
      await process(id)
      expect((await display()).action?.type).toBe('set_reader_display')
      await stripeError(present())
      expect(await intent(id)).toMatchObject({ status: 'requires_payment_method', latest_charge: null })
    },
  },
  {
    fact: 'A payment works over a display, and cancel_action clears one.',
    source: observed,
    holds: async (shop) => {
      const { sdk, display, reader } = atCounter(shop)
      await display()
      expect((await taken(shop)).status).toBe('succeeded')
      await display()
      await sdk.terminal.readers.cancelAction(shop.readerId)
      expect((await reader()).action).toBeNull()
    },
  },
  ...(
    [
      ['simulated-wpe', 'simulated_wisepos_e'],
      ['simulated-s700', 'simulated_stripe_s700'],
    ] as const
  ).map(
    ([registration_code, device_type]): Rule => ({
      fact: `The registration code \`${registration_code}\` registers a \`${device_type}\`, as often as wanted.`,
      source: testing,
      holds: async ({ sdk }) => {
        for (const label of ['One', 'Two']) {
          const made = await sdk.terminal.readers.create({ registration_code, label })
          expect(made).toMatchObject({ device_type, label })
          await sdk.terminal.readers.del(made.id)
        }
      },
    }),
  ),
  {
    fact: 'A customer may cancel on the reader only where `enable_customer_cancellation` allows it; the action then fails.',
    source: 'stripe@23.1.0, doc comment of process_config.enable_customer_cancellation',
    holds: async (shop) => {
      const { sale, process, reader, intent } = atCounter(shop)
      const first = await sale()
      await process(first.id, { skip_tipping: true })
      await shop.control(`readers/${shop.readerId}/walk_away`)
      expect((await reader()).action?.status).toBe('in_progress')
      const second = await sale()
      await process(second.id, { skip_tipping: true, enable_customer_cancellation: true })
      await shop.control(`readers/${shop.readerId}/walk_away`)
      expect((await reader()).action).toMatchObject({ status: 'failed', api_error: null })
      expect((await intent(second.id)).status).toBe('requires_payment_method')
    },
  },
  {
    fact: 'A connection token is a secret for the reader SDKs, and names a location only when one was asked for.',
    source: 'stripe@23.1.0, types of Terminal.ConnectionToken',
    holds: async ({ sdk }) => {
      const [place] = (await sdk.terminal.locations.list()).data
      const everywhere = await sdk.terminal.connectionTokens.create()
      expect(everywhere.secret).toMatch(/^pst_test_/)
      expect(everywhere).not.toHaveProperty('location')
      const here = await sdk.terminal.connectionTokens.create({ location: place?.id ?? '' })
      expect(here.location).toBe(place?.id)
    },
  },
]
