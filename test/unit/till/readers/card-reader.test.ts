import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  type Payment,
  type PaymentState,
  paymentStateSchema,
} from '../../../../domain/protocol/server-api.ts'
import { fail, ok } from '../../../../domain/result.ts'
import { paymentCalls } from '../../../../till/payments/payment-calls.ts'
import { type CardReader, type DeviceStatus, withDevice } from '../../../../till/readers/card-reader.ts'
import { driverOf } from '../../../../till/readers/drivers.ts'
import {
  applyChanges,
  basicChanges,
  type CounterTill,
  counterUntil,
  newFolder,
  openCounterTill,
  removeFolder,
  unwrap,
} from '../counter/counter-till.ts'
import { StandInServer } from '../payments/stand-in-server.ts'

const payment = (state: PaymentState): Payment => ({
  idempotencyKey: 'pay-1',
  saleId: '01990000-0000-7000-8000-000000000001' as Payment['saleId'],
  tenderNo: 1,
  attempt: 1,
  amountMinor: 1_000,
  currency: 'EUR',
  state,
  processor: 'stand-in',
  processorPaymentId: 'pi_1',
  capturedMinor: state === 'approved' ? 1_000 : 0,
  refundedMinor: 0,
  declineReason: null,
  card: null,
  reader: null,
})

describe('what a driver sees of the device, laid over the payment', () => {
  const reader = { id: 'tmr_1', label: 'Counter' }

  test('shows the device while no card was charged, and never touches what is known of the money', () => {
    for (const state of paymentStateSchema.options) {
      const seen = withDevice(payment(state), reader, 'waiting')
      const { state: _, reader: __, ...money } = seen
      const { state: ___, reader: ____, ...before } = payment(state)
      expect(money).toEqual(before)
      if (state === 'created' || state === 'processing')
        expect(seen).toMatchObject({ state: 'processing', reader: { ...reader, status: 'waiting' } })
      else expect(seen).toEqual(payment(state))
    }
  })

  test('nothing seen changes nothing', () => {
    expect(withDevice(payment('created'), reader, null)).toEqual(payment('created'))
  })
})

/** A driver in the till's own hands, as the reader SDK's is: the server hears nothing of the reader. */
class OwnDriver implements CardReader {
  readonly driver = 'sdk'
  readonly started: string[] = []
  readonly shown: number[] = []
  device_: DeviceStatus | null = null
  isReady = true
  #calls: ReturnType<typeof paymentCalls> | null = null
  readonly #listeners = new Set<(key: string) => void>()

  use(calls: ReturnType<typeof paymentCalls>): this {
    this.#calls = calls
    return this
  }
  ready: CardReader['ready'] = () =>
    this.isReady ? ok(undefined) : fail('reader_offline', 'The reader is not connected.')
  start: CardReader['start'] = async ({ attempt, payment: known }) => {
    this.started.push(attempt.idempotencyKey)
    this.device_ = 'waiting'
    return ok(known)
  }
  cancel: CardReader['cancel'] = async (attempt) => {
    this.device_ = null
    if (this.#calls === null) throw new Error('not wired')
    return this.#calls.cancel(attempt)
  }
  device: CardReader['device'] = () => this.device_
  onNews: CardReader['onNews'] = (listener) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  display: CardReader['display'] = async ({ totalMinor }) => {
    this.shown.push(totalMinor)
    return ok(undefined)
  }
  close: CardReader['close'] = () => undefined
  tell(key: string): void {
    for (const listener of this.#listeners) listener(key)
  }
  get listeners(): number {
    return this.#listeners.size
  }
}

describe('a reader with a driver of its own', () => {
  let folder: string
  let server: StandInServer
  let till: CounterTill
  let driver: OwnDriver
  beforeEach(async () => {
    folder = newFolder()
    server = await new StandInServer().listen()
    driver = new OwnDriver()
    till = openCounterTill({
      folder,
      serverUrl: server.url,
      moreDrivers: (context) => ({ sdk: driver.use(paymentCalls(context.server)) }),
    })
    applyChanges(till, basicChanges)
    unwrap(await till.handlers['reader.choose']({ readerId: 'tmr_1', driver: 'sdk' }))
  })
  afterEach(async () => {
    expect(server.violations).toEqual([])
    await till.close()
    await server.close()
    removeFolder(folder)
  })
  const charge = async (): Promise<void> => {
    unwrap(await till.handlers['cart.add']({ productId: 'tea', quantity: 1 }))
    unwrap(await till.handlers['payment.begin']({}))
    unwrap(await till.handlers['payment.card']({ amountMinor: null }))
  }
  /** The card was charged through the driver: the processor knows, and so does the server. */
  const cardCharged = (key: string): void => {
    const paid = server.payments.get(key)
    if (paid === undefined) throw new Error('the server has no such payment')
    paid.state = 'approved'
    paid.capturedMinor = paid.amountMinor
    driver.device_ = null
  }

  test('takes a payment without the server commanding any reader, and the money is read from the server', async () => {
    await charge()
    await counterUntil(till, ({ paying }) => paying?.card?.state === 'waiting', 'waiting for a card')
    const [key = ''] = driver.started
    driver.device_ = 'processing'
    await counterUntil(till, ({ paying }) => paying?.card?.state === 'processing', 'processing')
    cardCharged(key)
    driver.tell(key)
    await counterUntil(till, ({ phase }) => phase === 'receipt', 'a receipt')
    expect(server.asked('process')).toBe(0)
    expect(driver.started).toHaveLength(1)
    expect(server.capturedMinor()).toBe(1_000)
    await expect.poll(() => driver.listeners).toBe(0)
  })

  test('a device that gives up without a charge ends the payment at the processor, never with a second intent', async () => {
    await charge()
    await counterUntil(till, ({ paying }) => paying?.card?.state === 'waiting', 'waiting for a card')
    driver.device_ = null
    await counterUntil(till, ({ paying }) => paying?.card?.state === 'voided', 'voided')
    expect(server.alive()).toBe(0)
    expect(server.payments.size).toBe(1)
  })

  test('pressing cancel takes it off the device first', async () => {
    await charge()
    await counterUntil(till, ({ paying }) => paying?.card?.state === 'waiting', 'waiting for a card')
    unwrap(await till.handlers['payment.cancelCard']({}))
    await counterUntil(till, ({ paying }) => paying?.card?.state === 'voided', 'voided')
    expect(driver.device_).toBeNull()
    expect(server.asked('cancel')).toBe(1)
  })

  test('one that is not ready is said so before anything is journalled', async () => {
    driver.isReady = false
    unwrap(await till.handlers['cart.add']({ productId: 'tea', quantity: 1 }))
    unwrap(await till.handlers['payment.begin']({}))
    expect(await till.handlers['payment.card']({ amountMinor: null })).toMatchObject({
      error: { code: 'reader_offline' },
    })
    expect(till.kinds()).not.toContain('payment.intended')
  })

  test('shows the cart through its own driver', async () => {
    unwrap(await till.handlers['cart.add']({ productId: 'tea', quantity: 1 }))
    await expect.poll(() => driver.shown).toEqual([1_000])
    expect(server.asked('display')).toBe(0)
  })
})

test('a reader set to a driver that is not there is commanded by the server', () => {
  const server = { ...new OwnDriver(), driver: 'server' } as const
  const chosen = { id: 'tmr_1', label: 'Counter', driver: 'sdk', flow: 'process' } as const
  expect(driverOf({ server }, chosen)).toBe(server)
  const sdk = new OwnDriver()
  expect(driverOf({ server, sdk }, chosen)).toBe(sdk)
  expect(driverOf({ server, sdk }, null)).toBe(server)
})
