import { fail, ok, type Result } from '../../domain/result.ts'
import type { Counter } from '../counter/counter.ts'
import type { CounterState } from '../counter/counter-row.ts'
import { type PayingSale, readPayingSale } from '../sales/read-sales.ts'
import type { Identity, TillContext } from '../till-context.ts'

export type Paying = {
  readonly identity: Identity
  readonly state: CounterState
  readonly sale: PayingSale
}

/** The sale being paid on the counter. Errors: not_paired, not_signed_in, cart_empty (nothing is being paid). */
export function payingNow(context: TillContext, counter: Counter): Result<Paying> {
  const identity = context.identity()
  if (!identity.ok) return identity
  const duty = context.onDuty()
  if (!duty.ok) return duty
  const state = counter.state()
  if (!state.ok) return state
  if (state.value.phase !== 'paying') return fail('cart_empty', 'No sale is being paid: press Charge first.')
  const { saleId } = state.value.cart
  const sale = readPayingSale(context.store.db, saleId, context.journal.frozenSale(saleId))
  return ok({ identity: identity.value, state: state.value, sale })
}
