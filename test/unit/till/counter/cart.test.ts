import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { lineIdSchema } from '../../../../domain/ids/ids.ts'
import { priceCart } from '../../../../domain/sale/price-cart.ts'
import {
  applyChanges,
  basicChanges,
  type CounterTill,
  newFolder,
  openCounterTill,
  removeFolder,
  unwrap,
} from './counter-till.ts'

let folder: string
let till: CounterTill
beforeEach(() => {
  folder = newFolder()
  till = openCounterTill({ folder })
  applyChanges(till, basicChanges)
})
afterEach(async () => {
  await till.close()
  removeFolder(folder)
})

const reopen = async (): Promise<void> => {
  await till.close()
  till = openCounterTill({ folder })
}
const view = async () => unwrap(await till.handlers['counter.get']({}))

describe('the cart on the counter', () => {
  test('an answered change survives the plug being pulled, to the byte', async () => {
    await till.handlers['cart.add']({ productId: 'tea', quantity: 2 })
    await till.handlers['cart.addCustom']({ name: 'Gift wrap', priceMinor: 250, taxRateId: 'vat' })
    await till.handlers['cart.setSaleDiscount']({ discount: { kind: 'percent', ratePpm: 100_000 } })
    const before = unwrap(await till.handlers['cart.setNote']({ note: 'for Jo' }))
    till.kill()
    till = openCounterTill({ folder })
    const after = await view()
    expect({ ...after, revision: 0 }).toEqual({ ...before, revision: 0 })
    expect(after.revision).toBeGreaterThan(before.revision)
    expect(after.totals.totalMinor).toBe(2_025)
  })

  test('each change pushes the counter once, with a growing revision, and names the line it touched', async () => {
    const first = unwrap(await till.handlers['cart.add']({ productId: 'tea', quantity: 1 }))
    const second = unwrap(await till.handlers['cart.add']({ productId: 'mug', quantity: 1 }))
    const third = unwrap(await till.handlers['cart.add']({ productId: 'tea', quantity: 1 }))
    expect(till.pushed).toEqual([first, second, third])
    expect(second.revision).toBeGreaterThan(first.revision)
    expect(second.lastLineId).toBe(second.cart.lines[1]?.id)
    expect(third.lastLineId).toBe(third.cart.lines[0]?.id)
    const removed = unwrap(
      await till.handlers['cart.removeLine']({ lineId: lineIdSchema.parse(third.cart.lines[0]?.id) }),
    )
    expect(removed.lastLineId).toBeNull()
  })

  test('a refused change changes nothing and pushes nothing', async () => {
    const before = unwrap(await till.handlers['cart.add']({ productId: 'tea', quantity: 1 }))
    const lineId = lineIdSchema.parse(before.cart.lines[0]?.id)
    const answers = [
      await till.handlers['cart.setQuantity']({ lineId, quantity: 0 }),
      await till.handlers['cart.setQuantity']({ lineId, quantity: 1e9 }),
      await till.handlers['cart.addCustom']({ name: 'x', priceMinor: 1e13, taxRateId: null }),
      await till.handlers['cart.addCustom']({ name: '4242 4242 4242 4242', priceMinor: 1, taxRateId: null }),
      await till.handlers['cart.setNote']({ note: 'card 4000-0566-5566-5556' }),
      await till.handlers['cart.setLineDiscount']({
        lineId,
        discount: { kind: 'amount', amountMinor: 5_000 },
      }),
      await till.handlers['cart.addCustom']({ name: 'x', priceMinor: 1, taxRateId: 'none' }),
    ]
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.error.code))).toEqual([
      'quantity_invalid',
      'quantity_invalid',
      'amount_too_large',
      'card_number_refused',
      'card_number_refused',
      'discount_too_large',
      'not_found',
    ])
    expect(await view()).toEqual(before)
    expect(till.pushed).toHaveLength(1)
  })

  test('nobody rings anything up before signing in', async () => {
    till.signOut()
    expect(await till.handlers['cart.add']({ productId: 'tea', quantity: 1 })).toMatchObject({
      error: { code: 'not_signed_in' },
    })
    expect(await till.handlers['cart.clear']({})).toMatchObject({ error: { code: 'not_signed_in' } })
  })

  test('a cart that is being paid is locked, and open again after going back', async () => {
    await till.handlers['cart.add']({ productId: 'tea', quantity: 1 })
    unwrap(await till.handlers['payment.begin']({}))
    for (const answer of [
      await till.handlers['cart.add']({ productId: 'tea', quantity: 1 }),
      await till.handlers['cart.clear']({}),
      await till.handlers['sale.park']({ note: null }),
      await till.handlers['sale.next']({}),
    ])
      expect(answer).toMatchObject({ error: { code: 'cart_locked' } })
    await reopen()
    expect((await view()).phase).toBe('paying')
    unwrap(await till.handlers['payment.back']({}))
    expect(
      unwrap(await till.handlers['cart.add']({ productId: 'tea', quantity: 1 })).cart.lines[0]?.quantity,
    ).toBe(2)
    expect(till.kinds()).toEqual(['sale.totalled', 'sale.reopened'])
  })

  test('there is nothing to charge in an empty cart', async () => {
    expect(await till.handlers['payment.begin']({})).toMatchObject({ error: { code: 'cart_empty' } })
    expect(await till.handlers['sale.park']({ note: null })).toMatchObject({ error: { code: 'cart_empty' } })
  })
})

test('any sequence of cart changes shows the totals of the domain and comes back whole after each restart', async () => {
  const products = ['tea', 'mug', 'cake', 'gone']
  const command = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant('add' as const),
        product: fc.constantFrom(...products),
        quantity: fc.integer({ min: -1, max: 40 }),
      }),
    },
    fc.record({
      do: fc.constant('quantity' as const),
      line: fc.nat(5),
      quantity: fc.integer({ min: -1, max: 12_000 }),
    }),
    fc.record({ do: fc.constant('remove' as const), line: fc.nat(5) }),
    fc.record({
      do: fc.constant('line-discount' as const),
      line: fc.nat(5),
      off: fc.option(fc.integer({ min: 1, max: 3_000 })),
    }),
    fc.record({
      do: fc.constant('sale-discount' as const),
      ratePpm: fc.option(fc.integer({ min: 1, max: 1_000_000 })),
    }),
    fc.record({ do: fc.constant('custom' as const), price: fc.integer({ min: 0, max: 100_000 }) }),
    fc.record({ do: fc.constant('restart' as const) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 25 }), async (commands) => {
      unwrap(await till.handlers['cart.clear']({}))
      for (const next of commands) {
        const before = await view()
        const lineAt = (index: number) =>
          before.cart.lines[index % Math.max(1, before.cart.lines.length)]?.id ?? before.cart.saleId
        if (next.do === 'restart') {
          till.kill()
          till = openCounterTill({ folder })
          expect({ ...(await view()), revision: 0 }).toEqual({ ...before, revision: 0 })
          expect(JSON.stringify((await view()).cart)).toBe(JSON.stringify(before.cart))
          continue
        }
        const lineId = (index: number) => lineAt(index) as (typeof before.cart.lines)[number]['id']
        const answer =
          next.do === 'add'
            ? await till.handlers['cart.add']({ productId: next.product, quantity: next.quantity })
            : next.do === 'quantity'
              ? await till.handlers['cart.setQuantity']({
                  lineId: lineId(next.line),
                  quantity: next.quantity,
                })
              : next.do === 'remove'
                ? await till.handlers['cart.removeLine']({ lineId: lineId(next.line) })
                : next.do === 'line-discount'
                  ? await till.handlers['cart.setLineDiscount']({
                      lineId: lineId(next.line),
                      discount: next.off === null ? null : { kind: 'amount', amountMinor: next.off },
                    })
                  : next.do === 'sale-discount'
                    ? await till.handlers['cart.setSaleDiscount']({
                        discount: next.ratePpm === null ? null : { kind: 'percent', ratePpm: next.ratePpm },
                      })
                    : await till.handlers['cart.addCustom']({
                        name: 'Thing',
                        priceMinor: next.price,
                        taxRateId: null,
                      })
        const after = await view()
        if (answer.ok) expect(after).toEqual(answer.value)
        else expect(after).toEqual(before)
        expect(after.totals).toEqual(unwrap(priceCart(after.cart)))
      }
    }),
    { numRuns: 40 },
  )
})
