import { assert } from '../../domain/assert.ts'
import { idempotencyKey } from '../../domain/payment/idempotency-key.ts'
import type { Handlers } from '../../domain/protocol/bridge.ts'
import type { CounterView } from '../../domain/protocol/views.ts'
import { fail, type Result } from '../../domain/result.ts'
import { priceCart } from '../../domain/sale/price-cart.ts'
import { cardAmount } from '../../domain/sale/tendering.ts'
import type { Counter } from '../counter/counter.ts'
import type { CardReader, ChosenReader } from '../readers/card-reader.ts'
import { highestTenderNo, type PayingSale, readAttempt } from '../sales/read-sales.ts'
import type { TillContext } from '../till-context.ts'
import type { CardPayments } from './card-payments.ts'
import { freeSaleEntries } from './free-sale.ts'
import { nothingOpen } from './nothing-open.ts'
import { payingNow } from './paying-now.ts'
import { isTenderNoInLimits, nextCardAttempt } from './tender-numbers.ts'

export type PaymentHandlers = Pick<
  Handlers,
  'payment.begin' | 'payment.back' | 'payment.card' | 'payment.cancelCard' | 'payment.checkCard' | 'sale.next'
>

export function paymentHandlers(
  context: TillContext,
  counter: Counter,
  cards: CardPayments,
  chosenReader: () => ChosenReader | null,
  cardReader: () => CardReader,
): PaymentHandlers {
  const { store } = context
  const openAttempt = (sale: PayingSale) => {
    const last = sale.attempts.at(-1)
    return last !== undefined && nothingOpen([last]).ok ? undefined : last
  }

  return {
    'payment.begin': async () => {
      const identity = context.identity()
      if (!identity.ok) return identity
      const duty = context.onDuty()
      if (!duty.ok) return duty
      const state = counter.state()
      if (!state.ok) return state
      const { phase, cart } = state.value
      if (phase === 'paying') return counter.view()
      if (phase === 'receipt' || cart.lines.length === 0)
        return fail('cart_empty', 'There is nothing in the cart to charge.')
      const totals = priceCart(cart)
      if (!totals.ok) return totals
      const totalled = { kind: 'sale.totalled', body: { cart, totals: totals.value } } as const
      if (totals.value.totalMinor > 0) return counter.journal([totalled], { ...state.value, phase: 'paying' })
      const free = freeSaleEntries(context, identity.value, cart, totals.value)
      return counter.journal([totalled, ...free], { phase: 'receipt', cart, lastLineId: null })
    },

    'payment.back': async () => {
      const paying = payingNow(context, counter)
      if (!paying.ok) return paying
      const { sale, state } = paying.value
      const open = nothingOpen(sale.attempts)
      if (!open.ok) return open
      if (sale.tenders.length > 0) {
        return fail(
          'cart_locked',
          'Part of this sale is paid: hand the cash back, or finish the sale, before changing the cart.',
        )
      }
      const reopened = { kind: 'sale.reopened', body: { saleId: sale.cart.saleId } } as const
      return counter.journal([reopened], { ...state, phase: 'cart' })
    },

    'payment.card': async ({ amountMinor }) => {
      const paying = payingNow(context, counter)
      if (!paying.ok) return paying
      const { sale, identity } = paying.value
      const open = nothingOpen(sale.attempts)
      if (!open.ok) return open
      const amount = cardAmount(sale.totals, sale.tenders, amountMinor)
      if (!amount.ok) return amount
      const reader = chosenReader()
      if (reader === null)
        return fail(
          'reader_not_chosen',
          'No card reader is chosen for this register: choose one, or take cash.',
        )
      const ready = cardReader().ready()
      if (!ready.ok) return ready
      const { saleId } = sale.cart
      const number = nextCardAttempt(highestTenderNo(store.db, saleId), sale.attempts)
      if (!isTenderNoInLimits(number.tenderNo))
        return fail('invalid_input', 'A sale is paid in at most 20 parts; take the whole rest in cash.')
      const key = idempotencyKey({ storeId: identity.storeId, saleId, ...number, verb: 'pay' })
      const body = {
        saleId,
        ...number,
        idempotencyKey: key,
        amountMinor: amount.value,
        currency: sale.totals.currency,
        readerId: reader.id,
      }
      cards.announce(key, reader.label)
      const intended = counter.journal([{ kind: 'payment.intended', body }], null)
      if (!intended.ok) return intended
      const attempt = readAttempt(store.db, key)
      assert(attempt !== undefined, 'what was journalled can be read')
      cards.begin(attempt, reader.label)
      return counter.view()
    },

    'payment.cancelCard': async () => {
      const paying = payingNow(context, counter)
      if (!paying.ok) return paying
      const attempt = openAttempt(paying.value.sale)
      if (attempt === undefined)
        return fail('payment_not_cancelable', 'There is no card payment to cancel: the last one has ended.')
      cards.giveUp(attempt)
      return counter.view()
    },

    'payment.checkCard': async (): Promise<Result<CounterView>> => {
      const paying = payingNow(context, counter)
      if (!paying.ok) return paying
      const attempt = openAttempt(paying.value.sale)
      if (attempt !== undefined) await cards.lookNow(attempt)
      return counter.view()
    },

    'sale.next': async () => {
      const state = counter.state()
      if (!state.ok) return state
      if (state.value.phase === 'paying')
        return fail('cart_locked', 'This sale is not paid yet: finish it or go back to the cart.')
      if (state.value.phase === 'cart') return counter.view()
      const fresh = counter.emptied()
      return fresh.ok ? counter.draft(fresh.value) : fresh
    },
  }
}
