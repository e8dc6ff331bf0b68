import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { CounterView } from '../../../../domain/protocol/views.ts'
import type { Till } from '../../../../till/till.ts'
import { unwrap } from '../counter/counter-till.ts'
import { eventually, openPracticeWorld, type PracticeWorld } from './practice-world.ts'

let world: PracticeWorld
let till: Till
beforeAll(async () => {
  world = await openPracticeWorld()
  till = await world.openTill('till')
  await eventually(
    async () => unwrap(await till.handlers['till.state']({})),
    ({ paired, catalogue, works }) => paired && catalogue.ready && works.card,
  )
  await eventually(
    async () => unwrap(await till.handlers['staff.list']({})),
    (staff) => staff.length > 0,
  )
  await signIn()
}, 90_000)
afterEach(async () => {
  const view = await counter()
  if (view.phase === 'receipt') unwrap(await till.handlers['sale.next']({}))
})
afterAll(async () => {
  await till.close()
  await world.close()
})

const signIn = async () => {
  const [person] = unwrap(await till.handlers['staff.list']({}))
  unwrap(await till.handlers['staff.signIn']({ staffId: person?.id ?? '', pin: person?.practicePin ?? '' }))
}
const counter = async (): Promise<CounterView> => unwrap(await till.handlers['counter.get']({}))
const until = (seen: (view: CounterView) => boolean): Promise<CounterView> => eventually(counter, seen)
const cardIs = (state: string) => until((view) => view.paying?.card?.state === state)
const receipt = () => until(({ phase }) => phase === 'receipt')

async function charge(): Promise<CounterView> {
  const { products } = unwrap(
    await till.handlers['catalogue.products']({ categoryId: null, offset: 5, limit: 1 }),
  )
  unwrap(await till.handlers['cart.add']({ productId: products[0]?.id ?? '', quantity: 3 }))
  return unwrap(await till.handlers['payment.begin']({}))
}

/** The practice Stripe's word on this sale: what it took, and that nothing of it is still alive. */
async function expectLedger(saleId: string, takenMinor: number): Promise<void> {
  const payments = (await world.ledger()).filter(({ metadata }) => Object.values(metadata).includes(saleId))
  expect(payments.reduce((total, payment) => total + payment.amount_received, 0)).toBe(takenMinor)
  for (const { status } of payments) expect(['succeeded', 'canceled']).toContain(status)
}

test('a card sale: the customer taps, the till and the practice Stripe agree to the cent', {
  timeout: 60_000,
}, async () => {
  const { cart, totals } = await charge()
  unwrap(await till.handlers['payment.card']({ amountMinor: null }))
  await cardIs('waiting')
  await world.atReader('present', { card: 'visa', method: 'tap' })
  const done = await receipt()
  expect(done.receipt).toMatchObject({
    receiptNo: 'FRONT-000001',
    tenders: [{ kind: 'card', amountMinor: totals.totalMinor, card: { last4: '4242' } }],
  })
  await expectLedger(cart.saleId, totals.totalMinor)
})

test('declined, then approved', { timeout: 60_000 }, async () => {
  const { cart, totals } = await charge()
  unwrap(await till.handlers['payment.card']({ amountMinor: null }))
  await cardIs('waiting')
  await world.atReader('decline')
  await cardIs('declined')
  await expectLedger(cart.saleId, 0)
  unwrap(await till.handlers['payment.card']({ amountMinor: null }))
  await cardIs('waiting')
  await world.atReader('present')
  await receipt()
  await expectLedger(cart.saleId, totals.totalMinor)
})

test('a split: part by card, the rest in cash with change', { timeout: 60_000 }, async () => {
  const { cart, totals } = await charge()
  unwrap(await till.handlers['payment.card']({ amountMinor: 200 }))
  await cardIs('waiting')
  await world.atReader('present')
  const rest = await until((view) => view.paying?.tenders.length === 1)
  expect(rest.paying?.remainingMinor).toBe(totals.totalMinor - 200)
  const done = unwrap(await till.handlers['payment.cash']({ amountMinor: null, givenMinor: 100_000 }))
  expect(done.receipt?.changeMinor).toBe(100_000 - (rest.paying?.cashDueMinor ?? 0))
  await expectLedger(cart.saleId, 200)
})

test('Cancel at the till frees the reader and takes nothing', { timeout: 60_000 }, async () => {
  const { cart } = await charge()
  unwrap(await till.handlers['payment.card']({ amountMinor: null }))
  await cardIs('waiting')
  unwrap(await till.handlers['payment.cancelCard']({}))
  await cardIs('voided')
  await expectLedger(cart.saleId, 0)
  unwrap(await till.handlers['payment.back']({}))
  unwrap(await till.handlers['cart.clear']({}))
})

test('the reader is unplugged after the bank approved: unknown first, then the one charge that was made', {
  timeout: 60_000,
}, async () => {
  const { cart, totals } = await charge()
  unwrap(await till.handlers['payment.card']({ amountMinor: null }))
  await cardIs('waiting')
  await world.atReader('unplug', { when: 'after_authorised' })
  await world.atReader('present')
  await receipt()
  await world.atReader('plug_in')
  await expectLedger(cart.saleId, totals.totalMinor)
})

test('the reader is unplugged while it waits: unknown, no second charge possible, plugged in it goes on', {
  timeout: 90_000,
}, async () => {
  const { cart, totals } = await charge()
  unwrap(await till.handlers['payment.card']({ amountMinor: null }))
  await cardIs('waiting')
  await world.atReader('unplug')
  await cardIs('unknown')
  expect(await till.handlers['payment.card']({ amountMinor: null })).toMatchObject({
    error: { code: 'payment_unknown' },
  })
  await world.atReader('plug_in')
  const back = await until((view) => ['waiting', 'failed', 'voided'].includes(view.paying?.card?.state ?? ''))
  if (back.paying?.card?.state !== 'waiting') {
    unwrap(await till.handlers['payment.card']({ amountMinor: null }))
    await cardIs('waiting')
  }
  await world.atReader('present')
  await receipt()
  await expectLedger(cart.saleId, totals.totalMinor)
})

test('the server is gone while the customer taps: the approval is found when it is back', {
  timeout: 90_000,
}, async () => {
  const { cart, totals } = await charge()
  unwrap(await till.handlers['payment.card']({ amountMinor: null }))
  await cardIs('waiting')
  await world.stopServer()
  await world.atReader('present')
  await cardIs('unknown')
  await world.startServer()
  await receipt()
  await expectLedger(cart.saleId, totals.totalMinor)
})

test('the till is closed while the customer taps: opened again it knows', { timeout: 90_000 }, async () => {
  const { cart, totals } = await charge()
  unwrap(await till.handlers['payment.card']({ amountMinor: null }))
  await cardIs('waiting')
  await till.close()
  await world.atReader('present')
  till = await world.openTill('till')
  await receipt()
  await expectLedger(cart.saleId, totals.totalMinor)
  await signIn()
})
