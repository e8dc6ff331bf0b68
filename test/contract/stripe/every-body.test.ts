import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { routes } from '../../../sandbox/stripe/http/routes.ts'
import { openReceiver, openShop, type PracticeShop, until } from '../../unit/sandbox/practice-shop.ts'
import { type Exception, exceptions, withoutExceptions } from './exceptions.ts'
import { payments, postOffice, refunds, refusals, shopFloor } from './scenario.ts'
import { cardsOfTheCounter, hostedPages, keysAndCodes } from './scenario-cards.ts'
import { type BodyValidator, createBodyValidator } from './validate-body.ts'

describe('against the types of the stripe package', () => {
  let shop: PracticeShop
  let receiver: Awaited<ReturnType<typeof openReceiver>>
  let secret: string
  let validate: BodyValidator
  const needed = new Set<Exception>()
  const meet = (exception: Exception): void => {
    needed.add(exception)
  }

  beforeAll(async () => {
    validate = createBodyValidator()
    shop = await openShop()
    receiver = await openReceiver()
    const endpoint = await shop.sdk.webhookEndpoints.create({ url: receiver.url, enabled_events: ['*'] })
    secret = endpoint.secret ?? ''
    await shopFloor(shop)
    await payments(shop)
    await refunds(shop)
    await cardsOfTheCounter(shop)
    await hostedPages(shop)
    await keysAndCodes(shop)
    await postOffice(shop, endpoint.id)
    await refusals(shop)
    await until(async () => (await shop.sdk.events.list({ delivery_success: false })).data.length === 0)
  })

  afterAll(async () => {
    await receiver.close()
    await shop.close()
  })

  test('every response body is one that Stripe could have sent', () => {
    const wrong = shop.wire.flatMap(({ method, path, body }) =>
      validate(withoutExceptions(body, meet)).map((problem) => `${method} ${path}: ${problem}`),
    )
    expect(wrong).toEqual([])
  })

  test('every webhook body is one that Stripe could have sent, and is signed so that the SDK accepts it', () => {
    const types = receiver.received.map(({ body, signature }) => {
      expect(validate(withoutExceptions(JSON.parse(body), meet))).toEqual([])
      return shop.sdk.webhooks.constructEvent(body, signature, secret).type
    })
    expect([...new Set(types)].sort()).toEqual([
      'charge.captured',
      'charge.failed',
      'charge.refund.updated',
      'charge.refunded',
      'charge.succeeded',
      'charge.updated',
      'checkout.session.completed',
      'checkout.session.expired',
      'payment_intent.amount_capturable_updated',
      'payment_intent.canceled',
      'payment_intent.created',
      'payment_intent.payment_failed',
      'payment_intent.succeeded',
      'refund.created',
      'refund.failed',
      'refund.updated',
      'terminal.reader.action_failed',
      'terminal.reader.action_succeeded',
    ])
  })

  test('every exception from the types is still needed', () => {
    expect(exceptions.filter((exception) => !needed.has(exception))).toEqual([])
  })

  test('the scenario called every endpoint there is, and each answered well at least once', () => {
    const answered = shop.wire.filter(({ status }) => status === 200)
    const untouched = routes.filter(({ method, path }) => {
      const pattern = new RegExp(`^${path.replaceAll(':id', '[^/]+')}$`)
      return !answered.some((call) => call.method === method && pattern.test(call.path))
    })
    expect(untouched.map(({ method, path }) => `${method} ${path}`)).toEqual([])
  })

  describe('the referee itself', () => {
    const aPaidIntent = (): Record<string, unknown> => {
      const found = shop.wire.findLast(
        ({ path, status }) => status === 200 && /payment_intents\/pi_\w+$/.test(path),
      )
      return structuredClone(found?.body) as Record<string, unknown>
    }

    test('accepts an unchanged body', () => {
      expect(validate(aPaidIntent())).toEqual([])
    })
    test('catches a value that is not in an enum', () => {
      expect(validate({ ...aPaidIntent(), status: 'paid' })).not.toEqual([])
    })
    test('catches a key that Stripe does not have', () => {
      expect(validate({ ...aPaidIntent(), paid_at: 1 })).not.toEqual([])
    })
    test('catches a key that is missing', () => {
      const { client_secret: _gone, ...rest } = aPaidIntent()
      expect(validate(rest)).not.toEqual([])
    })
    test('catches all three deep inside a webhook', () => {
      const succeeded = receiver.received.find(({ body }) => body.includes('"charge.succeeded"'))
      const deep = (change: (charge: Record<string, unknown>) => void): readonly string[] => {
        const event = JSON.parse(succeeded?.body ?? '')
        change(event.data.object.payment_method_details.card_present)
        return validate(event)
      }
      expect(deep(() => undefined)).toEqual([])
      expect(deep((card) => Object.assign(card, { read_method: 'telepathy' }))).not.toEqual([])
      expect(deep((card) => Object.assign(card, { pin: '0000' }))).not.toEqual([])
      expect(deep((card) => Reflect.deleteProperty(card, 'last4'))).not.toEqual([])
    })
  })
})
