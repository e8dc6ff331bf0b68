import { readShape } from '../http/params.ts'
import { ok, type Route } from '../http/route.ts'
import { accountOf } from './account-of.ts'

export const accountRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/account',
    handle: (context, { params }) => {
      readShape({}, params)
      return ok(accountOf(context))
    },
  },
]
