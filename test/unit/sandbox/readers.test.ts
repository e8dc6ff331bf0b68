import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testCards } from '../../../sandbox/stripe/cards/card-catalogue.ts'
import { type Command, forbids, type Situation } from '../../../sandbox/stripe/readers/reader-rules.ts'
import { aCardSale, openShop, type PracticeShop, stripeError, until } from './practice-shop.ts'

const commands: readonly Command[] = [
  'process_payment_intent',
  'collect_payment_method',
  'confirm_payment_intent',
  'refund_payment',
  'set_reader_display',
  'cancel_action',
]
const ready: Situation = {
  pluggedIn: true,
  authorising: false,
  intentStatus: 'requires_payment_method',
  intentAllowsReader: true,
  freshlyCollected: true,
}

describe('the rules of a reader', () => {
  test.each(commands)('%s is obeyed when all is well', (command) => {
    expect(forbids(command, ready)).toBeUndefined()
  })
  test.each(commands)('%s is refused by a reader that is offline, whatever else is wrong', (command) => {
    const worst = { ...ready, pluggedIn: false, authorising: true, intentStatus: 'succeeded' }
    expect(forbids(command, worst)?.code).toBe('terminal_reader_offline')
  })
  test.each(commands)('%s is refused while the bank is asked, even to cancel', (command) => {
    expect(forbids(command, { ...ready, authorising: true })?.code).toBe('terminal_reader_busy')
  })
  test.each(['requires_capture', 'succeeded', 'canceled', 'processing'])(
    'an intent that is %s is not paid',
    (intentStatus) => {
      expect(forbids('process_payment_intent', { ...ready, intentStatus })?.code).toBe('intent_invalid_state')
      expect(forbids('collect_payment_method', { ...ready, intentStatus })?.code).toBe('intent_invalid_state')
      expect(forbids('set_reader_display', { ...ready, intentStatus })).toBeUndefined()
    },
  )
  test('an intent that is not for a reader is not paid', () => {
    expect(forbids('process_payment_intent', { ...ready, intentAllowsReader: false })?.code).toBe(
      'payment_intent_incompatible_payment_method',
    )
  })
  test('only a freshly collected card is confirmed', () => {
    expect(forbids('confirm_payment_intent', { ...ready, freshlyCollected: false })?.code).toBe(
      'intent_invalid_state',
    )
    expect(forbids('process_payment_intent', { ...ready, freshlyCollected: false })).toBeUndefined()
  })
})

describe('a reader', () => {
  let shop: PracticeShop
  beforeEach(async () => {
    shop = await openShop()
  })
  afterEach(() => shop.close())

  const reader = () => shop.sdk.terminal.readers.retrieve(shop.readerId)
  const newSale = (amount = 1250) => shop.sdk.paymentIntents.create({ ...aCardSale, amount })
  const process = (payment_intent: string, process_config = {}) =>
    shop.sdk.terminal.readers.processPaymentIntent(shop.readerId, { payment_intent, process_config })
  const present = (number?: string) =>
    shop.sdk.testHelpers.terminal.readers.presentPaymentMethod(
      shop.readerId,
      number === undefined ? {} : { card_present: { number } },
    )
  const intent = (id: string) => shop.sdk.paymentIntents.retrieve(id, { expand: ['latest_charge'] })
  const action = async () => {
    const { action } = (await reader()) as {
      action: { type: string; status: string; failure_code: string | null } | null
    }
    return action === null ? null : `${action.type} ${action.status}`
  }
  const display = () =>
    shop.sdk.terminal.readers.setReaderDisplay(shop.readerId, {
      type: 'cart',
      cart: { currency: 'usd', line_items: [{ amount: 100, description: 'Tea', quantity: 1 }], total: 100 },
    })

  test('stands ready in a new shop', async () => {
    expect(await reader()).toMatchObject({
      label: 'Counter reader',
      device_type: 'simulated_wisepos_e',
      status: 'online',
      action: null,
      livemode: false,
    })
    const { data } = await shop.sdk.terminal.locations.list()
    expect(data.map(({ display_name }) => display_name)).toEqual(['Practice shop'])
  })

  test('takes a payment: the intent is paid only when a card was presented', async () => {
    const { id } = await newSale()
    expect((await process(id)).action).toMatchObject({
      status: 'in_progress',
      type: 'process_payment_intent',
    })
    expect((await intent(id)).status).toBe('requires_payment_method')
    expect((await present()).action?.status).toBe('succeeded')
    expect(await intent(id)).toMatchObject({
      status: 'succeeded',
      amount_received: 1250,
      latest_charge: {
        payment_method_details: {
          card_present: {
            brand: 'visa',
            last4: '4242',
            read_method: 'contact_emv',
            reader: shop.readerId,
            receipt: {
              application_preferred_name: 'VISA CREDIT',
              dedicated_file_name: 'A0000000031010',
              authorization_response_code: '3030',
            },
          },
        },
      },
    })
  })

  test.each(
    testCards.filter(
      ({ declines, readAs, share }) => declines === null && readAs === 'card_present' && share === undefined,
    ),
  )('approves $label', async ({ number, brand }) => {
    const { id } = await newSale(1205)
    await process(id)
    await present(number)
    expect(await intent(id)).toMatchObject({
      status: 'succeeded',
      latest_charge: { payment_method_details: { card_present: { brand, last4: number.slice(-4) } } },
    })
  })

  test.each(testCards.filter(({ declines }) => declines !== null))(
    'declines $label',
    async ({ number, declines }) => {
      const { id } = await newSale(1200)
      await process(id)
      expect((await present(number)).action).toMatchObject({ status: 'failed' })
      expect(await intent(id)).toMatchObject({
        status: 'requires_payment_method',
        amount_received: 0,
        last_payment_error: { type: 'card_error', decline_code: declines },
        latest_charge: { status: 'failed', paid: false, balance_transaction: null },
      })
    },
  )

  test.each([
    [1200, null],
    [1201, 'call_issuer'],
    [1202, 'offline_pin_required'],
    [1203, 'online_or_offline_pin_required'],
    [1205, 'generic_decline'],
    [1255, 'incorrect_pin'],
    [1265, 'withdrawal_count_limit_exceeded'],
    [1275, 'pin_try_exceeded'],
    [1204, null],
    [1250, null],
  ])('without a named card the amount %i decides: %s', async (amount, decline) => {
    const { id } = await newSale(amount)
    await process(id)
    await present()
    const { last_payment_error, status } = await intent(id)
    expect(last_payment_error?.decline_code ?? null).toBe(decline)
    expect(status).toBe(decline === null ? 'succeeded' : 'requires_payment_method')
  })

  test('a zero-decimal amount decides by its last two digits too', async () => {
    const { id } = await shop.sdk.paymentIntents.create({ ...aCardSale, amount: 105, currency: 'jpy' })
    await process(id)
    await present()
    expect((await intent(id)).last_payment_error?.decline_code).toBe('generic_decline')
  })

  test('after a decline the same intent can be tried again and paid once', async () => {
    const { id } = await newSale()
    await process(id)
    await present('4000000000000002')
    await process(id)
    await present('4242424242424242')
    expect((await intent(id)).status).toBe('succeeded')
    const { data } = await shop.sdk.charges.list({ payment_intent: id })
    expect(data.map(({ status }) => status)).toEqual(['succeeded', 'failed'])
    expect((await stripeError(process(id))).code).toBe('intent_invalid_state')
  })

  test('refuses a card number that is no test card', async () => {
    const { id } = await newSale()
    await process(id)
    expect((await stripeError(present('4111111111111112'))).code).toBe('incorrect_number')
    expect(await action()).toBe('process_payment_intent in_progress')
  })

  test('has one action slot: a new payment replaces one that has no card yet', async () => {
    const [first, second] = [await newSale(), await newSale(1300)]
    await process(first.id)
    await process(second.id)
    await present()
    expect((await intent(first.id)).status).toBe('requires_payment_method')
    expect((await intent(second.id)).status).toBe('succeeded')
    expect((await stripeError(present())).statusCode).toBe(400)
  })

  test('a cart display replaces a waiting payment, answers 200, and the card then pays nothing', async () => {
    const { id } = await newSale()
    await process(id)
    expect((await display()).action).toMatchObject({ type: 'set_reader_display', status: 'in_progress' })
    expect((await stripeError(present())).statusCode).toBe(400)
    expect((await intent(id)).status).toBe('requires_payment_method')
    await process(id)
    await present()
    expect((await intent(id)).status).toBe('succeeded')
  })

  test('cancel_action clears a display and a waiting payment, and raises no event', async () => {
    await display()
    expect((await shop.sdk.terminal.readers.cancelAction(shop.readerId)) as object).toMatchObject({
      action: null,
    })
    const { id } = await newSale()
    await process(id)
    await shop.sdk.terminal.readers.cancelAction(shop.readerId)
    expect(await action()).toBeNull()
    expect((await shop.sdk.events.list({ types: ['terminal.reader.*'] })).data).toEqual([])
  })

  test('an intent canceled meanwhile fails the action when the card comes, and takes no money', async () => {
    const { id } = await newSale()
    await process(id)
    await shop.sdk.paymentIntents.cancel(id)
    expect((await present()).action).toMatchObject({ status: 'failed', failure_code: 'intent_invalid_state' })
    expect((await intent(id)).latest_charge).toBeNull()
  })

  test('refuses an intent that is not for a reader', async () => {
    const { id } = await shop.sdk.paymentIntents.create({ amount: 900, currency: 'usd' })
    expect((await stripeError(process(id))).code).toBe('payment_intent_incompatible_payment_method')
  })

  test('adds a tip to the amount, unless tipping is skipped', async () => {
    const [tipped, plain] = [await newSale(1000), await newSale(1000)]
    const tip = () =>
      shop.sdk.testHelpers.terminal.readers.presentPaymentMethod(shop.readerId, { amount_tip: 150 })
    await process(tipped.id)
    await tip()
    expect(await intent(tipped.id)).toMatchObject({
      amount: 1150,
      amount_received: 1150,
      amount_details: { tip: { amount: 150 } },
    })
    await process(plain.id, { skip_tipping: true })
    await tip()
    expect((await intent(plain.id)).amount_received).toBe(1000)
  })

  test('collects first and confirms later, within 30 seconds', async () => {
    const collect = async (id: string) => {
      await shop.sdk.terminal.readers.collectPaymentMethod(shop.readerId, { payment_intent: id })
      await present('4000000000009995')
    }
    const confirm = (payment_intent: string) =>
      shop.sdk.terminal.readers.confirmPaymentIntent(shop.readerId, { payment_intent })
    const { id } = await newSale()
    expect((await stripeError(confirm(id))).code).toBe('intent_invalid_state')
    await collect(id)
    expect((await intent(id)).status).toBe('requires_payment_method')
    shop.advance(31_000)
    expect((await stripeError(confirm(id))).code).toBe('intent_invalid_state')
    await collect(id)
    expect((await confirm(id)).action?.status).toBe('failed')
    expect((await intent(id)).last_payment_error?.decline_code).toBe('insufficient_funds')
  })

  describe('held to be captured later', () => {
    const held = async () => {
      const { id } = await shop.sdk.paymentIntents.create({ ...aCardSale, capture_method: 'manual' })
      await process(id)
      await present()
      return id
    }
    test('is authorised, then captured in part, and the rest released', async () => {
      const id = await held()
      expect(await intent(id)).toMatchObject({
        status: 'requires_capture',
        amount_capturable: 1250,
        amount_received: 0,
      })
      const captured = await shop.sdk.paymentIntents.capture(id, {
        amount_to_capture: 1000,
        expand: ['latest_charge'],
      })
      expect(captured).toMatchObject({
        status: 'succeeded',
        amount_received: 1000,
        amount_capturable: 0,
        latest_charge: { captured: true, amount_captured: 1000, amount_refunded: 250, refunded: false },
      })
      expect((await stripeError(shop.sdk.paymentIntents.capture(id))).code).toBe(
        'payment_intent_unexpected_state',
      )
    })
    test('cannot be captured beyond what a tip on the receipt may add', async () => {
      const error = await stripeError(
        shop.sdk.paymentIntents.capture(await held(), { amount_to_capture: 6251 }),
      )
      expect(error).toMatchObject({ code: 'amount_too_large', param: 'amount_to_capture' })
    })
    test('is given back whole when it is canceled', async () => {
      const id = await held()
      await shop.sdk.paymentIntents.cancel(id)
      expect(await intent(id)).toMatchObject({
        status: 'canceled',
        latest_charge: { refunded: true, amount_captured: 0 },
      })
      expect((await shop.sdk.balanceTransactions.list()).data).toEqual([])
    })
    test('expires after two days', async () => {
      const id = await held()
      shop.advance(2 * 86_400_000 + 1_000)
      await until(async () => (await intent(id)).status === 'canceled')
      expect(await intent(id)).toMatchObject({ cancellation_reason: 'automatic', amount_capturable: 0 })
    })
  })

  describe('with trouble', () => {
    test('unplugged before the card: offline, the action stays in progress, and the card can still come', async () => {
      const { id } = await newSale()
      await process(id)
      await shop.control(`readers/${shop.readerId}/unplug`)
      expect(await reader()).toMatchObject({ status: 'offline', action: { status: 'in_progress' } })
      expect((await stripeError(process(id))).code).toBe('terminal_reader_offline')
      expect((await stripeError(shop.sdk.terminal.readers.cancelAction(shop.readerId))).code).toBe(
        'terminal_reader_offline',
      )
      expect((await stripeError(present())).code).toBe('terminal_reader_offline')
      await shop.control(`readers/${shop.readerId}/plug_in`)
      await present()
      expect((await intent(id)).status).toBe('succeeded')
    })

    test('vanished after the bank answered: the money has moved and the reader never says so', async () => {
      const { id } = await newSale()
      await process(id)
      await shop.control(`readers/${shop.readerId}/unplug`, { when: 'after_authorised' })
      await shop.control(`readers/${shop.readerId}/present`, { card: 'visa', method: 'tap' })
      expect((await intent(id)).status).toBe('succeeded')
      expect(await reader()).toMatchObject({
        status: 'offline',
        action: { status: 'in_progress', failure_code: null },
      })
      expect((await shop.sdk.events.list({ types: ['terminal.reader.*'] })).data).toEqual([])
      expect((await shop.sdk.charges.list({ payment_intent: id })).data).toHaveLength(1)
    })

    test('unplugged while the bank is asked: the same', async () => {
      const { id } = await newSale()
      await process(id)
      await shop.control(`readers/${shop.readerId}/present`, { card: 'visa', bank_takes_ms: 60_000 })
      await shop.control(`readers/${shop.readerId}/unplug`)
      expect((await intent(id)).status).toBe('requires_payment_method')
      shop.advance(61_000)
      await until(async () => (await intent(id)).status === 'succeeded')
      expect(await reader()).toMatchObject({ status: 'offline', action: { status: 'in_progress' } })
    })

    test('while the bank is asked the reader is busy, and cannot be canceled', async () => {
      const { id } = await newSale()
      await process(id)
      await shop.control(`readers/${shop.readerId}/present`, {
        card: 'mastercard',
        method: 'insert',
        bank_takes_ms: 60_000,
      })
      expect((await stripeError(shop.sdk.terminal.readers.cancelAction(shop.readerId))).code).toBe(
        'terminal_reader_busy',
      )
      expect((await stripeError(process(id))).code).toBe('terminal_reader_busy')
      shop.advance(61_000)
      await until(async () => (await intent(id)).status === 'succeeded')
      expect(await action()).toBe('process_payment_intent succeeded')
    })

    test('a timeout may be a false alarm: the reader took the command', async () => {
      const { id } = await newSale()
      await shop.control('faults', { kind: 'reader_timeout', when: 'after', path: 'process_payment_intent' })
      expect((await stripeError(process(id))).code).toBe('terminal_reader_timeout')
      expect(await action()).toBe('process_payment_intent in_progress')
      await shop.sdk.terminal.readers.cancelAction(shop.readerId)
      await shop.control('faults', { kind: 'reader_timeout', when: 'before', path: 'process_payment_intent' })
      expect((await stripeError(process(id))).code).toBe('terminal_reader_timeout')
      expect(await action()).toBeNull()
    })

    test('a customer who may cancel and walks away fails the action; another leaves it waiting', async () => {
      const { id } = await newSale()
      await process(id, { enable_customer_cancellation: true })
      await shop.control(`readers/${shop.readerId}/walk_away`)
      expect(await reader()).toMatchObject({
        action: { status: 'failed', failure_code: 'customer_canceled' },
      })
      await process(id)
      await shop.control(`readers/${shop.readerId}/walk_away`)
      expect(await action()).toBe('process_payment_intent in_progress')
      expect((await intent(id)).status).toBe('requires_payment_method')
    })

    test('the next card is declined on order, and only that one', async () => {
      const { id } = await newSale()
      await shop.control(`readers/${shop.readerId}/decline_next`, { decline_code: 'lost_card' })
      await process(id)
      await present('4242424242424242')
      expect((await intent(id)).last_payment_error?.decline_code).toBe('lost_card')
      await process(id)
      await present('4242424242424242')
      expect((await intent(id)).status).toBe('succeeded')
    })

    test('a scripted customer pays by itself, again and again, until told to stop', async () => {
      await shop.control(`readers/${shop.readerId}/auto_present`, {
        after_ms: 5,
        card: 'amex',
        method: 'tap',
      })
      for (const _sale of [1, 2]) {
        const { id } = await newSale()
        await process(id)
        await until(async () => (await intent(id)).status === 'succeeded')
        expect(await action()).toBe('process_payment_intent succeeded')
      }
      await shop.control(`readers/${shop.readerId}/auto_present`, { after_ms: null })
      await process((await newSale()).id)
      await new Promise((resolve) => setTimeout(resolve, 60))
      expect(await action()).toBe('process_payment_intent in_progress')
    })

    test('a scripted customer does not pay for an action that was canceled', async () => {
      await shop.control(`readers/${shop.readerId}/auto_present`, { after_ms: 60_000 })
      const { id } = await newSale()
      await process(id)
      await shop.sdk.terminal.readers.cancelAction(shop.readerId)
      shop.advance(61_000)
      await new Promise((resolve) => setTimeout(resolve, 60))
      expect((await intent(id)).status).toBe('requires_payment_method')
    })
  })

  test('is registered by a code, and an unknown code is refused with the known ones', async () => {
    const other = await shop.sdk.terminal.readers.create({
      registration_code: 'simulated-wpe',
      label: 'Second',
    })
    expect(other).toMatchObject({ label: 'Second', location: null })
    const error = await stripeError(shop.sdk.terminal.readers.create({ registration_code: 'puppies' }))
    expect(error.message).toContain('simulated-wpe')
    await shop.sdk.terminal.readers.del(other.id)
    expect((await stripeError(shop.sdk.terminal.readers.retrieve(other.id))).statusCode).toBe(404)
  })
})
