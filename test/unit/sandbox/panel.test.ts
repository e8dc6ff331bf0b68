import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aCardSale, openShop, type PracticeShop, until } from './practice-shop.ts'

interface View {
  readonly screen: string
  readonly amount: number | null
  readonly currency: string | null
  readonly message: string | null
}

describe('the reader panel', () => {
  let shop: PracticeShop
  beforeEach(async () => {
    shop = await openShop()
  })
  afterEach(() => shop.close())

  /** Follows the live stream; `views` grows with every change. */
  const watch = async () => {
    const views: View[] = []
    const response = await fetch(`${shop.url()}/_practice/readers/${shop.readerId}/stream`)
    const read = async (): Promise<void> => {
      let text = ''
      for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        text += chunk
        const blocks = text.split('\n\n')
        text = blocks.pop() ?? ''
        for (const block of blocks) {
          if (block.startsWith('data: ')) views.push(JSON.parse(block.slice(6)) as View)
        }
      }
    }
    // The stream ends with the server.
    void read().catch(() => undefined)
    await until(() => views.length > 0)
    return views
  }
  const screens = (views: readonly View[]) => views.map(({ screen }) => screen)
  const process = async (amount: number) => {
    const { id } = await shop.sdk.paymentIntents.create({ ...aCardSale, amount })
    await shop.sdk.terminal.readers.processPaymentIntent(shop.readerId, {
      payment_intent: id,
      process_config: { skip_tipping: true },
    })
    return id
  }

  test('shows, live, what the customer sees: cart, amount, waiting for the bank, the result', async () => {
    const views = await watch()
    await shop.sdk.terminal.readers.setReaderDisplay(shop.readerId, {
      type: 'cart',
      cart: { currency: 'usd', line_items: [{ amount: 1250, description: 'Tea', quantity: 1 }], total: 1250 },
    })
    await process(1250)
    await shop.control(`readers/${shop.readerId}/present`, {
      card: 'visa',
      method: 'tap',
      bank_takes_ms: 60_000,
    })
    await until(() => views.at(-1)?.screen === 'authorising')
    shop.advance(61_000)
    await until(() => views.at(-1)?.screen === 'approved')
    expect(screens(views)).toEqual(['idle', 'cart', 'waiting', 'authorising', 'approved'])
    expect(views.at(-1)).toMatchObject({ amount: 1250, currency: 'usd', message: null })
  })

  test('shows a decline with its reason', async () => {
    const views = await watch()
    await process(1250)
    await shop.control(`readers/${shop.readerId}/decline`)
    await until(() => views.at(-1)?.screen === 'declined')
    expect(views.at(-1)?.message).toBe('Your card was declined.')
  })

  test('goes dark when it is unplugged, and comes back', async () => {
    const views = await watch()
    await shop.control(`readers/${shop.readerId}/unplug`)
    await shop.control(`readers/${shop.readerId}/plug_in`)
    await until(() => views.length === 3)
    expect(screens(views)).toEqual(['idle', 'off', 'idle'])
  })

  test.each([
    ['tap', 'contactless_emv'],
    ['insert', 'contact_emv'],
    ['swipe', 'magnetic_stripe_track2'],
  ])('%s is read as %s', async (method, read_method) => {
    const id = await process(900)
    await shop.control(`readers/${shop.readerId}/present`, { card: 'mastercard', method })
    const { latest_charge } = await shop.sdk.paymentIntents.retrieve(id, { expand: ['latest_charge'] })
    expect(latest_charge).toMatchObject({
      payment_method_details: { card_present: { read_method, brand: 'mastercard' } },
    })
  })

  test('a named card decides by itself, whatever the amount', async () => {
    const id = await process(1205)
    await shop.control(`readers/${shop.readerId}/present`, { card: 'visa' })
    expect((await shop.sdk.paymentIntents.retrieve(id)).status).toBe('succeeded')
  })

  test('a wish that cannot be read, or is too large, gets one sentence', async () => {
    const wish = async (body: string) => {
      const response = await fetch(`${shop.url()}/_practice/faults`, { method: 'POST', body })
      return [response.status, ((await response.json()) as { error: string }).error]
    }
    expect(await wish('{"kind":')).toEqual([400, 'The body is not readable: send JSON in UTF-8.'])
    expect(await wish('x'.repeat(1_100_000))).toEqual([
      413,
      'The request body is larger than one megabyte: send less at a time.',
    ])
    expect(await wish('[]')).toEqual([
      400,
      expect.stringMatching(/^The body of this control is not right: .+\.$/),
    ])
    expect(await wish('{"kind":"explode"}')).toEqual([
      400,
      expect.stringMatching(/^"kind" of this control is not right: .+\.$/),
    ])
  })

  test('a card that nobody asked for is refused, and so is one that does not exist', async () => {
    await expect(shop.control(`readers/${shop.readerId}/present`)).rejects.toThrow('not waiting for a card')
    await process(900)
    await expect(shop.control(`readers/${shop.readerId}/present`, { card: 'gold' })).rejects.toThrow(
      'no test card named',
    )
    await expect(shop.control(`readers/${shop.readerId}/present`, { method: 'lick' })).rejects.toThrow('400')
    await expect(shop.control(`readers/${shop.readerId}/explode`)).rejects.toThrow('404')
    await expect(shop.control('readers/tmr_missing/unplug')).rejects.toThrow('404')
    await expect(shop.control(`readers/${shop.readerId}/constructor`)).rejects.toThrow('404')
  })

  test('can be framed by the till only, and loads nothing from elsewhere', async () => {
    for (const path of ['/', `/reader/${shop.readerId}`, '/ledger']) {
      const page = await fetch(`${shop.url()}${path}`)
      const policy = page.headers.get('content-security-policy') ?? ''
      expect(policy).toContain('frame-ancestors http://127.0.0.1:* http://localhost:* app:')
      expect(policy).toContain("default-src 'none'")
      const html = await page.text()
      expect(html).not.toMatch(/https?:\/\//)
      expect(html).not.toMatch(/<input(?! type="checkbox")/)
      for (const [, asset] of html.matchAll(/(?:src|href)="(\/panel\/[^"]+)"/g)) {
        expect((await fetch(`${shop.url()}${asset}`)).status).toBe(200)
      }
    }
    expect((await fetch(`${shop.url()}/panel/../../practice-stripe.ts`)).status).toBe(404)
  })

  test('other web pages cannot steer it', async () => {
    const post = (headers: Record<string, string>) =>
      fetch(`${shop.url()}/_practice/readers/${shop.readerId}/unplug`, { method: 'POST', headers })
    expect((await post({ origin: 'https://shop.example' })).status).toBe(403)
    expect((await post({ origin: 'null' })).status).toBe(403)
    expect((await post({ origin: shop.url() })).status).toBe(200)
  })

  test('the practice controls are not part of Stripe', async () => {
    const response = await fetch(`${shop.url()}/v1/_practice/faults`, {
      headers: { authorization: 'Bearer sk_test_practice' },
    })
    expect(response.status).toBe(404)
  })

  test('the ledger tells payments, refunds and events, newest first', async () => {
    const id = await process(1250)
    await shop.control(`readers/${shop.readerId}/present`)
    const refund = await shop.sdk.refunds.create({ payment_intent: id, amount: 250 })
    const ledger = await (await fetch(`${shop.url()}/_practice/ledger`)).json()
    expect(ledger).toMatchObject({
      payments: [{ id, status: 'succeeded', amount: 1250, amount_received: 1250, amount_refunded: 250 }],
      refunds: [{ id: refund.id, amount: 250, payment_intent: id }],
    })
    const { events } = ledger as { events: { type: string }[] }
    expect(events[0]?.type).toBe('charge.refunded')
  })
})
