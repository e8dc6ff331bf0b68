import { find } from '../http/find.ts'
import { datedPageFields, listPage } from '../http/list-page.ts'
import { filledText, notPractised, optional, readShape } from '../http/params.ts'
import { ok, type Route } from '../http/route.ts'
import type { World } from '../world.ts'
import { renderBalanceTransaction } from './render-balance-transaction.ts'

interface Sum {
  readonly amount: number
  readonly currency: string
  readonly source_types: { readonly card: number }
}

const sums = (world: World, status: 'pending' | 'available'): readonly Sum[] => {
  const totals = new Map<string, number>()
  for (const kept of world.store.walk('balance_transaction')) {
    const transaction = renderBalanceTransaction(world, kept)
    const share = transaction.status === status ? transaction.net : 0
    totals.set(transaction.currency, (totals.get(transaction.currency) ?? 0) + share)
  }
  if (totals.size === 0) totals.set('usd', 0)
  return [...totals].map(([currency, amount]) => ({ amount, currency, source_types: { card: amount } }))
}

const listFields = {
  ...datedPageFields,
  currency: optional(filledText),
  source: optional(filledText),
  type: optional(filledText),
  payout: notPractised,
}

export const balanceRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/balance',
    handle: (context, { params }) => {
      readShape({}, params)
      return ok({
        object: 'balance',
        available: sums(context, 'available'),
        livemode: false,
        pending: sums(context, 'pending'),
      })
    },
  },
  {
    method: 'GET',
    path: '/v1/balance_transactions',
    handle: (context, call) => {
      const params = readShape(listFields, call.params)
      return ok(
        listPage(context, {
          kind: 'balance_transaction',
          url: '/v1/balance_transactions',
          params,
          parent: params.source,
          where: ({ currency, type }) =>
            currency === (params.currency ?? currency) && type === (params.type ?? type),
          render: (transaction) => renderBalanceTransaction(context, transaction),
        }),
      )
    },
  },
  {
    method: 'GET',
    path: '/v1/balance_transactions/:id',
    handle: (context, { id, params }) => {
      readShape({}, params)
      return ok(renderBalanceTransaction(context, find(context, 'balance_transaction', id, 'id')))
    },
  },
]
