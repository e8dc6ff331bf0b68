import type { Handlers } from '../../domain/protocol/bridge.ts'
import { fail } from '../../domain/result.ts'
import { returnableCash, takeCash } from '../../domain/sale/tendering.ts'
import type { Counter } from '../counter/counter.ts'
import type { Entry } from '../journal/journal.ts'
import { highestTenderNo } from '../sales/read-sales.ts'
import type { TillContext } from '../till-context.ts'
import { completionOf } from './complete-sale.ts'
import { nothingOpen } from './nothing-open.ts'
import { payingNow } from './paying-now.ts'
import { nextTenderNo } from './tender-numbers.ts'

/** Cash: taken, with the sale completed in the same transaction when it is covered, or handed back while the sale is unfinished. */
export function cashHandlers(
  context: TillContext,
  counter: Counter,
): Pick<Handlers, 'payment.cash' | 'payment.returnCash'> {
  const { store } = context
  return {
    'payment.cash': async ({ amountMinor, givenMinor }) => {
      const paying = payingNow(context, counter)
      if (!paying.ok) return paying
      const { sale, identity } = paying.value
      const open = nothingOpen(sale.attempts)
      if (!open.ok) return open
      const { saleId, currency } = sale.cart
      const tender = takeCash({
        totals: sale.totals,
        tenders: sale.tenders,
        amountMinor,
        givenMinor,
        incrementMinor: identity.store.cashRoundingMinor,
        tenderNo: nextTenderNo(highestTenderNo(store.db, saleId), sale.attempts),
      })
      if (!tender.ok) return tender
      const taken: Entry = { kind: 'cash.taken', body: { saleId, tender: tender.value, currency } }
      const completion = completionOf(store.db, identity.registerId, sale, [...sale.tenders, tender.value])
      if (completion === null) return counter.journal([taken], null)
      return counter.journal([taken, { kind: 'sale.completed', body: completion }], {
        phase: 'receipt',
        cart: sale.cart,
        lastLineId: null,
      })
    },

    'payment.returnCash': async ({ tenderNo }) => {
      const paying = payingNow(context, counter)
      if (!paying.ok) return paying
      const { sale } = paying.value
      const open = nothingOpen(sale.attempts)
      if (!open.ok) return open
      const last = returnableCash(sale.tenders)
      if (last === null || last.tenderNo !== tenderNo) {
        return fail('payment_not_found', 'Only the cash taken last in this sale can be handed back.')
      }
      const { saleId, currency } = sale.cart
      const amountMinor = last.givenMinor - last.changeMinor
      return counter.journal(
        [{ kind: 'cash.returned', body: { saleId, tenderNo, amountMinor, currency } }],
        null,
      )
    },
  }
}
