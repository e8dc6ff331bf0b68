import type { LineId } from '../../domain/ids/ids.ts'
import type { Handlers } from '../../domain/protocol/bridge.ts'
import type { CounterView } from '../../domain/protocol/views.ts'
import { fail, type Result } from '../../domain/result.ts'
import type { Cart, CartLine } from '../../domain/sale/cart.ts'
import {
  addCustomLine,
  addProduct,
  removeLine,
  setLineDiscount,
  setNote,
  setQuantity,
  setSaleDiscount,
} from '../../domain/sale/cart-changes.ts'
import type { Catalogue, PricedProduct } from '../catalogue/catalogue.ts'
import type { TillContext } from '../till-context.ts'
import type { Counter } from './counter.ts'

export type CartHandlers = Pick<
  Handlers,
  | 'counter.get'
  | 'cart.add'
  | 'cart.scan'
  | 'cart.addCustom'
  | 'cart.setQuantity'
  | 'cart.removeLine'
  | 'cart.setLineDiscount'
  | 'cart.setSaleDiscount'
  | 'cart.setNote'
  | 'cart.clear'
>

/** Each answers only once the changed cart is on disk. Errors beside the domain's: not_paired, not_signed_in, cart_locked, storage. */
export function cartHandlers(context: TillContext, counter: Counter, catalogue: Catalogue): CartHandlers {
  const change = (decide: (cart: Cart) => Result<Cart>): Result<CounterView> => {
    const duty = context.onDuty()
    if (!duty.ok) return duty
    const state = counter.state()
    if (!state.ok) return state
    const { phase, cart, lastLineId } = state.value
    if (phase !== 'cart') return locked(phase)
    const next = decide(cart)
    if (!next.ok) return next
    return counter.draft({ phase, cart: next.value, lastLineId: touchedLine(cart, next.value, lastLineId) })
  }
  const ring = (found: Result<PricedProduct>, quantity: number): Result<CounterView> =>
    found.ok
      ? change((cart) => addProduct(cart, { ...found.value, quantity, lineId: context.newId() }))
      : found

  return {
    'counter.get': async () => counter.view(),
    'cart.add': async ({ productId, quantity }) => ring(catalogue.findById(productId), quantity),
    'cart.scan': async ({ code }) => ring(catalogue.findByCode(code), 1),
    'cart.addCustom': async ({ name, priceMinor, taxRateId }) => {
      const taxRate = catalogue.findTaxRate(taxRateId)
      if (!taxRate.ok) return taxRate
      return change((cart) =>
        addCustomLine(cart, {
          name,
          unitPriceMinor: priceMinor,
          taxRate: taxRate.value,
          lineId: context.newId(),
        }),
      )
    },
    'cart.setQuantity': async ({ lineId, quantity }) => change((cart) => setQuantity(cart, lineId, quantity)),
    'cart.removeLine': async ({ lineId }) => change((cart) => removeLine(cart, lineId)),
    'cart.setLineDiscount': async ({ lineId, discount }) =>
      change((cart) => setLineDiscount(cart, lineId, discount)),
    'cart.setSaleDiscount': async ({ discount }) => change((cart) => setSaleDiscount(cart, discount)),
    'cart.setNote': async ({ note }) => change((cart) => setNote(cart, note)),
    'cart.clear': async () => {
      const duty = context.onDuty()
      if (!duty.ok) return duty
      const state = counter.state()
      if (!state.ok) return state
      if (state.value.phase !== 'cart') return locked(state.value.phase)
      const fresh = counter.emptied()
      return fresh.ok ? counter.draft(fresh.value) : fresh
    },
  }
}

const locked = (phase: 'paying' | 'receipt') =>
  phase === 'paying'
    ? fail(
        'cart_locked',
        'A payment has begun: finish it, or go back with nothing paid, before changing the cart.',
      )
    : fail('cart_locked', 'This sale is completed: press New sale to begin the next one.')

/** The line that a change touched, else the one touched before if it is still there. */
function touchedLine(before: Cart, after: Cart, last: LineId | null): LineId | null {
  const known = new Map<LineId, CartLine>(before.lines.map((line) => [line.id, line]))
  const touched = after.lines.find((line) => known.get(line.id) !== line)
  if (touched !== undefined) return touched.id
  return after.lines.some((line) => line.id === last) ? last : null
}
