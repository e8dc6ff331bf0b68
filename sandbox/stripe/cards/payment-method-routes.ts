import { find } from '../http/find.ts'
import { readShape } from '../http/params.ts'
import { ok, type Route } from '../http/route.ts'

export const paymentMethodRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/payment_methods/:id',
    handle: (context, call) => {
      readShape({}, call.params)
      return ok(find(context, 'payment_method', call.id, 'payment_method'))
    },
  },
]
