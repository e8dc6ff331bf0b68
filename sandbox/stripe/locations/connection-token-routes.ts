import { find } from '../http/find.ts'
import { filledText, optional, readShape } from '../http/params.ts'
import { ok, type Route } from '../http/route.ts'
import { randomToken } from '../ids.ts'

/** Connection tokens are for the Terminal SDKs; the practice reader needs none, so they are not kept. */
export const connectionTokenRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/terminal/connection_tokens',
    handle: (context, call) => {
      const { location } = readShape({ location: optional(filledText) }, call.params)
      if (location !== undefined) find(context, 'terminal.location', location, 'location', 'parameter')
      return ok({
        object: 'terminal.connection_token',
        ...(location === undefined ? {} : { location }),
        secret: `pst_test_${randomToken(context.random, 40)}`,
      })
    },
  },
]
