import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Result } from '../../../../domain/result.ts'
import { type Cart, cartLinesMax, cartSchema } from '../../../../domain/sale/cart.ts'
import {
  addCustomLine,
  addProduct,
  emptyCart,
  lineTaking,
  removeLine,
  setLineDiscount,
  setNote,
  setQuantity,
  setSaleDiscount,
} from '../../../../domain/sale/cart-changes.ts'
import { priceCart } from '../../../../domain/sale/price-cart.ts'
import { aCart, aLine, aProduct, codeOf, lineId, saleId, theValue, uuid, vat7, vat19 } from '../builders.ts'

const coffee = aProduct()
const scan = (cart: Cart, number: number, change: Partial<Parameters<typeof addProduct>[1]> = {}) =>
  addProduct(cart, { product: coffee, taxRate: vat7, quantity: 1, lineId: uuid(number), ...change })
const custom = (cart: Cart, change: Partial<Parameters<typeof addCustomLine>[1]> = {}) =>
  addCustomLine(cart, { name: 'Gift wrap', unitPriceMinor: 150, taxRate: vat19, lineId: uuid(7), ...change })
const empty = emptyCart(saleId, 'EUR')

describe('ringing up a product', () => {
  it('copies what it is and costs onto a new line at the end', () => {
    const cart = theValue(scan(theValue(custom(empty)), 1, { quantity: 2 }))
    expect(cart.lines[1]).toEqual({
      id: uuid(1),
      productId: 'coffee',
      sku: 'COF-250',
      name: 'Coffee',
      variant: '250 g',
      unitPriceMinor: 749,
      quantity: 2,
      taxRate: vat7,
      discount: null,
    })
    expect(empty.lines).toEqual([])
  })

  it('again makes the quantity grow on its line', () => {
    const cart = theValue(scan(theValue(scan(empty, 1)), 2, { quantity: 3 }))
    expect(cart.lines.map((line) => [line.id, line.quantity])).toEqual([[uuid(1), 4]])
    expect(lineTaking(cart, coffee, vat7)?.id).toBe(uuid(1))
  })

  it('opens another line when the first has a discount, another price, tax or name', () => {
    const once = theValue(scan(empty, 1))
    const discounted = theValue(setLineDiscount(once, uuid(1), { kind: 'percent', ratePpm: 100_000 }))
    expect(theValue(scan(discounted, 2)).lines).toHaveLength(2)
    for (const product of [
      aProduct({ priceMinor: 750 }),
      aProduct({ name: 'Kaffee' }),
      aProduct({ variant: null }),
    ]) {
      expect(theValue(scan(once, 2, { product })).lines).toHaveLength(2)
    }
    expect(theValue(scan(once, 2, { taxRate: { ...vat7, ratePpm: 50_000 } })).lines).toHaveLength(2)
  })

  it('is refused with a quantity that is none, or that the line cannot hold', () => {
    for (const quantity of [0, -1, 1.5, Number.NaN, Infinity, 10_000]) {
      expect([quantity, codeOf(scan(empty, 1, { quantity }))]).toEqual([quantity, 'quantity_invalid'])
    }
    const full = theValue(scan(empty, 1, { quantity: 9_999 }))
    expect(codeOf(scan(full, 2))).toBe('quantity_invalid')
  })

  it('is refused in a currency the sale is not in', () => {
    expect(codeOf(scan(empty, 1, { product: aProduct({ currency: 'USD' }) }))).toBe('currency_not_used')
  })

  it('is refused at a price of 10^13', () => {
    expect(codeOf(scan(empty, 1, { product: aProduct({ priceMinor: 10 ** 13 }) }))).toBe('amount_too_large')
  })

  it('with a rate that is not its own, or an id used twice, is a bug', () => {
    expect(() => scan(empty, 1, { taxRate: vat19 })).toThrow('is taxed by vat-7')
    expect(() => custom(theValue(scan(empty, 7)))).toThrow('already in the cart')
    expect(() => scan(empty, 1, { lineId: 'line-1' })).toThrow()
  })
})

describe('ringing up something else', () => {
  it('puts it on a line of its own each time', () => {
    const cart = theValue(custom(theValue(custom(empty)), { name: ' Gift wrap ', lineId: uuid(8) }))
    expect(cart.lines.map(({ name, productId, sku, quantity }) => [name, productId, sku, quantity])).toEqual([
      ['Gift wrap', null, null, 1],
      ['Gift wrap', null, null, 1],
    ])
  })

  it('is refused without a name, with a card number for one, or at a price that is none', () => {
    expect(codeOf(custom(empty, { name: '  ' }))).toBe('invalid_input')
    expect(codeOf(custom(empty, { name: 'x'.repeat(121) }))).toBe('invalid_input')
    expect(codeOf(custom(empty, { name: 'on card 4242 4242 4242 4242' }))).toBe('card_number_refused')
    expect(codeOf(custom(empty, { unitPriceMinor: 10 ** 13 }))).toBe('amount_too_large')
    for (const unitPriceMinor of [-1, 0.5, Number.NaN])
      expect(codeOf(custom(empty, { unitPriceMinor }))).toBe('amount_invalid')
  })

  it('never keeps half a surrogate pair, which no journal could write', () => {
    expect(theValue(custom(empty, { name: 'wrap \ud83c' })).lines[0]?.name).toBe('wrap \ufffd')
    expect(theValue(setNote(empty, '\udf81 box')).note).toBe('\ufffd box')
  })
})

describe('changing a line', () => {
  const cart = aCart([aLine(1), aLine(2)])

  it('sets its quantity, to 1 to 9,999', () => {
    expect(theValue(setQuantity(cart, lineId(2), 9_999)).lines[1]?.quantity).toBe(9_999)
    for (const quantity of [0, -1, 1.5, Number.NaN, Infinity, 10_000]) {
      expect(codeOf(setQuantity(cart, lineId(2), quantity))).toBe('quantity_invalid')
    }
  })

  it('sets its discount and takes it off again', () => {
    const off = theValue(setLineDiscount(cart, lineId(1), { kind: 'amount', amountMinor: 1_000 }))
    expect(theValue(priceCart(off)).totalMinor).toBe(1_000)
    expect(theValue(setLineDiscount(off, lineId(1), null))).toEqual(cart)
    expect(codeOf(setLineDiscount(cart, lineId(1), { kind: 'amount', amountMinor: 1_001 }))).toBe(
      'discount_too_large',
    )
  })

  it('is refused where it would leave a discount larger than its line or the sale', () => {
    const three = aCart([aLine(1, { quantity: 3, discount: { kind: 'amount', amountMinor: 2_500 } })])
    expect(codeOf(setQuantity(three, lineId(1), 2))).toBe('discount_too_large')
    const off = theValue(setSaleDiscount(cart, { kind: 'amount', amountMinor: 1_500 }))
    expect(codeOf(removeLine(off, lineId(1)))).toBe('discount_too_large')
  })

  it('that is gone is refused', () => {
    for (const result of [
      setQuantity(cart, lineId(3), 1),
      removeLine(cart, lineId(3)),
      setLineDiscount(cart, lineId(3), null),
    ]) {
      expect(codeOf(result)).toBe('line_not_found')
    }
  })
})

describe('a cart', () => {
  it('loses the sale’s discount with its last line', () => {
    const off = theValue(setSaleDiscount(aCart([aLine(1)]), { kind: 'amount', amountMinor: 1_000 }))
    expect(theValue(removeLine(off, lineId(1)))).toEqual(empty)
  })

  it('takes a note, and none for blanks', () => {
    expect(theValue(setNote(empty, ' for Ada ')).note).toBe('for Ada')
    expect(theValue(setNote(aCart([], { note: 'x' }), '  ')).note).toBeNull()
    expect(theValue(setNote(aCart([], { note: 'x' }), null)).note).toBeNull()
    expect(codeOf(setNote(empty, 'x'.repeat(201)))).toBe('invalid_input')
    expect(codeOf(setNote(empty, '378282246310005'))).toBe('card_number_refused')
  })

  it('holds at most 500 lines', () => {
    const full = aCart(Array.from({ length: cartLinesMax }, (_, index) => aLine(index + 1)))
    expect(
      codeOf(addCustomLine(full, { name: 'x', unitPriceMinor: 1, taxRate: vat19, lineId: uuid(900) })),
    ).toBe('quantity_invalid')
  })

  it('of an unknown currency is a bug', () => {
    expect(() => emptyCart(saleId, 'ABC')).toThrow('no such currency')
  })

  it('stays sound through any run of changes: it can be priced, stored, and a refused change changes nothing', () => {
    const aNumber = fc.oneof(
      fc.integer({ min: -2, max: 12 }),
      fc.constantFrom(9_999, 10_000, 1.5, 10 ** 13, Number.NaN),
    )
    const aLineNumber = fc.integer({ min: 1, max: 6 })
    const aDiscount = fc.option(
      fc.oneof(
        fc.integer({ min: -1, max: 5_000 }).map((amountMinor) => ({ kind: 'amount' as const, amountMinor })),
        fc.integer({ min: -1, max: 1_000_001 }).map((ratePpm) => ({ kind: 'percent' as const, ratePpm })),
      ),
    )
    type Change = (cart: Cart, step: number) => Result<Cart>
    const aChange: fc.Arbitrary<Change> = fc.oneof(
      fc.tuple(aNumber, fc.constantFrom(749, 750)).map(
        ([quantity, priceMinor]): Change =>
          (cart, step) =>
            scan(cart, 100 + step, { quantity, product: aProduct({ priceMinor }) }),
      ),
      aNumber.map(
        (unitPriceMinor): Change =>
          (cart, step) =>
            custom(cart, { unitPriceMinor, lineId: uuid(100 + step) }),
      ),
      fc.tuple(aLineNumber, aNumber).map(
        ([line, quantity]): Change =>
          (cart) =>
            setQuantity(cart, cart.lines[line]?.id ?? '', quantity),
      ),
      aLineNumber.map(
        (line): Change =>
          (cart) =>
            removeLine(cart, cart.lines[line % (cart.lines.length + 1)]?.id ?? ''),
      ),
      fc.tuple(aLineNumber, aDiscount).map(
        ([line, discount]): Change =>
          (cart) =>
            setLineDiscount(cart, cart.lines[line]?.id ?? '', discount),
      ),
      aDiscount.map(
        (discount): Change =>
          (cart) =>
            setSaleDiscount(cart, discount),
      ),
    )
    fc.assert(
      fc.property(fc.array(aChange, { maxLength: 30 }), (changes) => {
        let cart: Cart = empty
        changes.forEach((change, step) => {
          const before = structuredClone(cart)
          const result = change(cart, step)
          expect(cart).toEqual(before)
          if (result.ok) cart = result.value
          expect(priceCart(cart).ok).toBe(true)
          expect(cartSchema.safeParse(cart).success).toBe(true)
        })
      }),
      { numRuns: 300 },
    )
  })
})
