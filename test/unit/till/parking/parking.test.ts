import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  applyChanges,
  basicChanges,
  type CounterTill,
  newFolder,
  openCounterTill,
  removeFolder,
  unwrap,
} from '../counter/counter-till.ts'

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
