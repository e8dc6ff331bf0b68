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

describe('cash', () => {
  test('a sale in cash is rounded to the coin, gives change, and is completed in one step with the tender', async () => {
    const paying = await charge('mug')
    expect(paying.paying).toMatchObject({
      remainingMinor: 1_503,
      cashDueMinor: 1_505,
      cashRoundingMinor: 2,
      card: null,
    })
    expect(paying.paying?.quickCashMinor[0]).toBe(1_600)
    const done = unwrap(await till.handlers['payment.cash']({ amountMinor: null, givenMinor: 2_000 }))
    expect(done.phase).toBe('receipt')
    expect(done.receipt).toMatchObject({
      receiptNo: 'R1-000001',
      roundingMinor: 2,
      changeMinor: 495,
      tenders: [{ kind: 'cash', amountMinor: 1_503, givenMinor: 2_000, changeMinor: 495, roundingMinor: 2 }],
    })
    expect(till.kinds()).toEqual(['sale.totalled', 'cash.taken', 'sale.completed'])
  })

  test('too little cash is refused and nothing is taken', async () => {
    await charge('mug')
    expect(await till.handlers['payment.cash']({ amountMinor: null, givenMinor: 1_504 })).toMatchObject({
      error: { code: 'cash_too_little' },
    })
    expect(till.kinds()).toEqual(['sale.totalled'])
  })

  test('a receipt not yet left is there after a restart, until New sale', async () => {
    await charge('tea')
    const done = unwrap(await till.handlers['payment.cash']({ amountMinor: null, givenMinor: 1_000 }))
    till.kill()
    till = openCounterTill({ folder, cashRoundingMinor: 5 })
    const again = unwrap(await till.handlers['counter.get']({}))
    expect({ ...again, revision: 0 }).toEqual({ ...done, revision: 0 })
    const next = unwrap(await till.handlers['sale.next']({}))
    expect(next).toMatchObject({ phase: 'cart', receipt: null, cart: { lines: [] } })
    expect(next.cart.saleId).not.toBe(done.cart.saleId)
  })

  test('receipt numbers are gap-free, over restarts too', async () => {
    for (let sale = 1; sale <= 5; sale += 1) {
      await charge('tea')
      const done = unwrap(await till.handlers['payment.cash']({ amountMinor: null, givenMinor: 1_000 }))
      expect(done.receipt?.receiptNo).toBe(`R1-00000${sale}`)
      unwrap(await till.handlers['sale.next']({}))
      if (sale === 3) {
        till.kill()
        till = openCounterTill({ folder, cashRoundingMinor: 5 })
      }
    }
  })

  test('part in cash leaves a remainder; cash handed back makes the whole due again, and its number is not used twice', async () => {
    await charge('tea')
    const part = unwrap(await till.handlers['payment.cash']({ amountMinor: 400, givenMinor: 500 }))
    expect(part).toMatchObject({
      phase: 'paying',
      paying: { remainingMinor: 600, tenders: [{ changeMinor: 100 }] },
    })
    expect(await till.handlers['payment.back']({})).toMatchObject({ error: { code: 'cart_locked' } })
    expect(await till.handlers['payment.returnCash']({ tenderNo: 2 })).toMatchObject({
      error: { code: 'payment_not_found' },
    })
    const back = unwrap(await till.handlers['payment.returnCash']({ tenderNo: 1 }))
    expect(back.paying).toMatchObject({ remainingMinor: 1_000, tenders: [] })
    expect(till.operations().at(-1)?.body).toMatchObject({ tenderNo: 1, amountMinor: 400 })
    expect(await till.handlers['payment.returnCash']({ tenderNo: 1 })).toMatchObject({
      error: { code: 'payment_not_found' },
    })
    const done = unwrap(await till.handlers['payment.cash']({ amountMinor: null, givenMinor: 1_000 }))
    expect(done.receipt?.tenders).toMatchObject([{ tenderNo: 2, amountMinor: 1_000 }])
  })

  test('more than what remains is refused', async () => {
    await charge('tea')
    expect(await till.handlers['payment.cash']({ amountMinor: 1_001, givenMinor: 2_000 })).toMatchObject({
      error: { code: 'tender_too_large' },
    })
    for (const amountMinor of [0, -1, 1.5, Number.NaN])
      expect(await till.handlers['payment.cash']({ amountMinor, givenMinor: 2_000 })).toMatchObject({
        error: { code: 'amount_invalid' },
      })
  })

  test('a sale that costs nothing is completed at once with a tender of nothing', async () => {
    unwrap(await till.handlers['cart.add']({ productId: 'tea', quantity: 1 }))
    unwrap(await till.handlers['cart.setSaleDiscount']({ discount: { kind: 'percent', ratePpm: 1_000_000 } }))
    const done = unwrap(await till.handlers['payment.begin']({}))
    expect(done).toMatchObject({
      phase: 'receipt',
      receipt: { receiptNo: 'R1-000001', tenders: [{ kind: 'cash', amountMinor: 0, givenMinor: 0 }] },
    })
    expect(till.kinds()).toEqual(['sale.totalled', 'cash.taken', 'sale.completed'])
  })

  test('charging twice in a row is one charge', async () => {
    await charge('tea')
    unwrap(await till.handlers['payment.begin']({}))
    expect(till.kinds()).toEqual(['sale.totalled'])
  })
})
