import { afterEach, beforeEach, describe, expect, test } from 'vitest'
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
  till = openCounterTill({ folder, cashRoundingMinor: 5 })
  applyChanges(till, basicChanges)
})
afterEach(async () => {
  expect(unwrap(till.journal.rebuild())).toEqual([])
  await till.close()
  removeFolder(folder)
})

const charge = async (...productIds: string[]) => {
  for (const productId of productIds) unwrap(await till.handlers['cart.add']({ productId, quantity: 1 }))
  return unwrap(await till.handlers['payment.begin']({}))
}

describe('sales of this till', () => {
  test('are found by receipt number and by amount, newest first, and their receipt is what was sold', async () => {
    for (const product of ['tea', 'mug', 'tea']) {
      await charge(product)
      unwrap(await till.handlers['payment.cash']({ amountMinor: null, givenMinor: 2_000 }))
      unwrap(await till.handlers['sale.next']({}))
    }
    const found = async (query: string, offset = 0, limit = 10) => {
      const { sales, total } = unwrap(await till.handlers['sale.history']({ query, offset, limit }))
      return { receipts: sales.map(({ receiptNo }) => receiptNo), total }
    }
    expect(await found('')).toEqual({ receipts: ['R1-000003', 'R1-000002', 'R1-000001'], total: 3 })
    expect(await found('', 1, 1)).toEqual({ receipts: ['R1-000002'], total: 3 })
    expect(await found('r1-000002')).toEqual({ receipts: ['R1-000002'], total: 1 })
    expect(await found('15,03')).toEqual({ receipts: ['R1-000002'], total: 1 })
    expect(await found('10.00')).toEqual({ receipts: ['R1-000003', 'R1-000001'], total: 2 })
    expect(await found('%')).toEqual({ receipts: [], total: 0 })
    const sale = unwrap(await till.handlers['sale.history']({ query: '15.03', offset: 0, limit: 1 })).sales[0]
    if (sale === undefined) throw new Error('the sale is in the history')
    expect(sale).toMatchObject({ itemCount: 1, totalMinor: 1_503, tenderKinds: ['cash'], synced: false })
    applyChanges(till, [{ kind: 'product', id: 'mug', value: null }])
    expect(unwrap(await till.handlers['sale.receipt']({ saleId: sale.saleId }))).toMatchObject({
      receiptNo: 'R1-000002',
      cart: { lines: [{ name: 'Mug' }] },
      changeMinor: 495,
    })
    const open = unwrap(await till.handlers['counter.get']({})).cart.saleId
    expect(await till.handlers['sale.receipt']({ saleId: open })).toMatchObject({
      error: { code: 'sale_not_found' },
    })
  })
})
