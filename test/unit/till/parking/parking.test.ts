import { afterEach, beforeEach, describe, expect, test } from 'vitest'
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

let folder: string
let till: CounterTill
beforeEach(() => {
  folder = newFolder()
  till = openCounterTill({ folder })
  applyChanges(till, basicChanges)
})
afterEach(async () => {
  expect(unwrap(till.journal.rebuild())).toEqual([])
  await till.close()
  removeFolder(folder)
})

const parkTea = async (note: string | null = null) => {
  const { cart } = unwrap(await till.handlers['cart.add']({ productId: 'tea', quantity: 2 }))
  unwrap(await till.handlers['sale.park']({ note }))
  return cart
}

test('a parked cart leaves the counter empty, survives a restart, and comes back whole', async () => {
  const cart = await parkTea('blue coat')
  expect(unwrap(await till.handlers['counter.get']({})).cart.lines).toEqual([])
  till.kill()
  till = openCounterTill({ folder })
  expect(till.side.tillPart().parkedCount).toBe(1)
  expect(unwrap(await till.handlers['sale.parked']({}))).toMatchObject([
    { saleId: cart.saleId, note: 'blue coat', itemCount: 2, totalMinor: 2_000 },
  ])
  const back = unwrap(await till.handlers['sale.recall']({ saleId: cart.saleId }))
  expect(back.cart).toEqual(cart)
  expect(till.side.tillPart().parkedCount).toBe(0)
  expect(till.kinds()).toEqual(['sale.parked', 'sale.unparked'])
})

test('recalling into a cart with lines is refused and loses neither', async () => {
  const cart = await parkTea()
  unwrap(await till.handlers['cart.add']({ productId: 'mug', quantity: 1 }))
  expect(await till.handlers['sale.recall']({ saleId: cart.saleId })).toMatchObject({
    error: { code: 'cart_not_empty' },
  })
  expect(unwrap(await till.handlers['sale.parked']({}))).toHaveLength(1)
})

test('a parked sale is recalled or discarded once', async () => {
  const cart = await parkTea()
  expect(unwrap(await till.handlers['sale.discard']({ saleId: cart.saleId }))).toEqual([])
  for (const again of [
    await till.handlers['sale.discard']({ saleId: cart.saleId }),
    await till.handlers['sale.recall']({ saleId: cart.saleId }),
  ])
    expect(again).toMatchObject({ error: { code: 'parked_sale_not_found' } })
})

test('a card number in the note is refused and the cart stays on the counter', async () => {
  const { cart } = unwrap(await till.handlers['cart.add']({ productId: 'tea', quantity: 1 }))
  expect(await till.handlers['sale.park']({ note: '4242424242424242' })).toMatchObject({
    error: { code: 'card_number_refused' },
  })
  expect(unwrap(await till.handlers['counter.get']({})).cart).toEqual(cart)
  expect(till.kinds()).toEqual([])
})

test('a recalled cart can be parked again and sold', async () => {
  const cart = await parkTea()
  unwrap(await till.handlers['sale.recall']({ saleId: cart.saleId }))
  unwrap(await till.handlers['sale.park']({ note: null }))
  unwrap(await till.handlers['sale.recall']({ saleId: cart.saleId }))
  unwrap(await till.handlers['payment.begin']({}))
  const sold = unwrap(await till.handlers['payment.cash']({ amountMinor: null, givenMinor: 2_000 }))
  expect(sold.receipt?.saleId).toBe(cart.saleId)
})

describe('a sale whose card payment is unknown', () => {
  let server: StandInServer
  beforeEach(async () => {
    server = await new StandInServer().listen()
    await till.close()
    till = openCounterTill({ folder, serverUrl: server.url })
    unwrap(await till.handlers['reader.choose']({ readerId: 'tmr_1' }))
  })
  afterEach(() => server.close())

  const chargeUnknown = async () => {
    server.customer = 'waits'
    const { cart } = unwrap(await till.handlers['cart.add']({ productId: 'tea', quantity: 1 }))
    unwrap(await till.handlers['payment.begin']({}))
    unwrap(await till.handlers['payment.card']({ amountMinor: null }))
    await counterUntil(till, (view) => view.paying?.card?.state === 'waiting', 'waiting')
    expect(await till.handlers['sale.park']({ note: null })).toMatchObject({ error: { code: 'cart_locked' } })
    server.readerStatus = 'offline'
    await counterUntil(till, (view) => view.paying?.card?.state === 'unknown', 'unknown')
    return cart
  }

  test('is put aside so that the next customer can be served, and is completed in the background', async () => {
    const cart = await chargeUnknown()
    expect(unwrap(await till.handlers['sale.park']({ note: null })).phase).toBe('cart')
    expect(unwrap(await till.handlers['sale.parked']({}))).toMatchObject([
      { saleId: cart.saleId, state: 'paying', note: null, totalMinor: 1_000 },
    ])
    expect(await till.handlers['sale.discard']({ saleId: cart.saleId })).toMatchObject({
      error: { code: 'cart_locked' },
    })
    unwrap(await till.handlers['cart.add']({ productId: 'mug', quantity: 1 }))
    unwrap(await till.handlers['payment.begin']({}))
    const sold = unwrap(await till.handlers['payment.cash']({ amountMinor: null, givenMinor: 2_000 }))
    expect(sold.receipt?.receiptNo).toBe('R1-000001')
    server.settle([...server.payments.keys()][0] ?? '', 'approves')
    await expect.poll(() => till.side.tillPart().parkedCount, { timeout: 5_000 }).toBe(0)
    expect(unwrap(await till.handlers['sale.receipt']({ saleId: cart.saleId })).receiptNo).toBe('R1-000002')
    expect(unwrap(await till.handlers['counter.get']({})).receipt?.receiptNo).toBe('R1-000001')
    expect(server.violations).toEqual([])
  })

  test('is taken up again where it stood, over a restart too, and never begun anew', async () => {
    const cart = await chargeUnknown()
    unwrap(await till.handlers['sale.park']({ note: null }))
    till.kill()
    till = openCounterTill({ folder, serverUrl: server.url })
    till.side.start()
    expect(till.side.tillPart().parkedCount).toBe(1)
    const back = unwrap(await till.handlers['sale.recall']({ saleId: cart.saleId }))
    expect(back).toMatchObject({ phase: 'paying', cart, paying: { card: { state: 'unknown' } } })
    expect(await till.handlers['payment.card']({ amountMinor: null })).toMatchObject({
      error: { code: 'payment_unknown' },
    })
    server.readerStatus = 'waiting'
    server.customer = 'approves'
    await counterUntil(till, ({ phase }) => phase === 'receipt', 'a receipt')
    expect(server.payments.size).toBe(1)
  })
})
