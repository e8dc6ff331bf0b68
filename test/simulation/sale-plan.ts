import type { Discount } from '../../domain/sale/cart.ts'
import type { Dice } from './dice.ts'

/** What a customer and a cashier are going to do. Amounts are shares, because what the sale will cost is not known yet. */
export type SalePlan = {
  readonly rings: readonly Ring[]
  readonly touches: readonly Touch[]
  readonly parked: 'no' | 'and recalled' | 'and left'
  /** Charge, back to the cart, one more product, charge again. */
  readonly reopened: boolean
  readonly payments: readonly PaymentPlan[]
}
export type Ring = {
  readonly how: 'scan' | 'tap' | 'custom'
  readonly product: number
  readonly quantity: number
}
export type Touch =
  | { readonly kind: 'quantity'; readonly quantity: number }
  | { readonly kind: 'remove' }
  | { readonly kind: 'line discount' | 'sale discount'; readonly discount: Discount }
  | { readonly kind: 'note'; readonly note: string }
export type PaymentPlan =
  | {
      readonly kind: 'cash'
      readonly share: number
      readonly extraMinor: number
      /** Handed back again, when it does not complete the sale. */
      readonly returned: boolean
    }
  | {
      readonly kind: 'card'
      readonly share: number
      readonly customer: 'pays' | 'is declined' | 'walks away'
      /** From the prompt to the card. */
      readonly afterMs: number
      /** When it is not known whether the card was charged, the sale is put aside and the next customer served. */
      readonly leftUnknown: boolean
      /** One answer of the processor comes late, after its work was done: a wider window between an effect and its answer. */
      readonly late: { readonly path: LatePath; readonly byMs: number } | null
    }

export const latePaths = ['/v1/payment_intents', '/process_payment_intent', '/cancel'] as const
export type LatePath = (typeof latePaths)[number]

export const saleKinds = ['cash', 'card', 'declined', 'cancelled', 'split', 'parked'] as const
export type SaleKind = (typeof saleKinds)[number]

/** `kind` and `late` null: any. Whatever the plan leaves unpaid, the cashier takes in cash at the end. */
export function planSale(dice: Dice, kind: SaleKind | null, late: LatePath | null): SalePlan {
  const kept = kind ?? dice.pick(saleKinds)
  return {
    rings: Array.from({ length: dice.whole(1, 4) }, () => ({
      how: dice.pick(['scan', 'scan', 'tap', 'custom'] as const),
      product: dice.whole(0, 59),
      quantity: dice.whole(1, 3),
    })),
    touches: Array.from({ length: dice.whole(0, 2) }, () => planTouch(dice)),
    parked: kept === 'parked' ? dice.pick(['and recalled', 'and left'] as const) : 'no',
    reopened: dice.chance(0.15),
    payments: planPayments(dice, kept, late),
  }
}

function planTouch(dice: Dice): Touch {
  const kind = dice.pick(['quantity', 'remove', 'line discount', 'sale discount', 'note'] as const)
  switch (kind) {
    case 'quantity':
      return { kind, quantity: dice.whole(1, 5) }
    case 'remove':
      return { kind }
    case 'note':
      return { kind, note: `Note ${dice.whole(1, 999)}` }
    case 'line discount':
    case 'sale discount':
      return {
        kind,
        discount: dice.chance(0.5)
          ? { kind: 'percent', ratePpm: dice.whole(1, 30) * 10_000 }
          : { kind: 'amount', amountMinor: dice.whole(1, 20) },
      }
  }
}

function planPayments(dice: Dice, kind: SaleKind, late: LatePath | null): PaymentPlan[] {
  const cash = (share: number, returned = false): PaymentPlan => ({
    kind: 'cash',
    share,
    extraMinor: dice.pick([0, 0, 5, 250, 1_000]),
    returned,
  })
  const card = (share: number, customer: 'pays' | 'is declined' | 'walks away' = 'pays'): PaymentPlan => ({
    kind: 'card',
    share,
    customer,
    afterMs: dice.whole(0, 250),
    leftUnknown: dice.chance(0.4),
    late:
      late !== null || dice.chance(0.5)
        ? { path: late ?? dice.pick(latePaths), byMs: dice.whole(50, 400) }
        : null,
  })
  switch (kind) {
    case 'cash':
      return [cash(1)]
    case 'card':
      return [card(1)]
    case 'declined':
      return [card(1, 'is declined'), dice.chance(0.7) ? card(1) : cash(1)]
    case 'cancelled':
      return [card(1, 'walks away'), dice.chance(0.7) ? card(1) : cash(1)]
    case 'parked':
      return [dice.chance(0.5) ? card(1) : cash(1)]
    case 'split':
      return dice.pick([
        [cash(0.4), card(1)],
        [card(0.5), cash(1)],
        [card(0.3), card(1)],
        [cash(0.3, true), card(1)],
        [cash(0.3), card(1, 'is declined'), card(1)],
      ])
  }
}
