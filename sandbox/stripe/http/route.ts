import type { Context } from '../world.ts'
import type { FormHash } from './form.ts'
import type { ErrorFields } from './stripe-refusal.ts'

/** One request, decoded. */
export interface Call {
  /** The `:id` of the path, or the empty string. */
  readonly id: string
  readonly params: FormHash
  /** Where the caller finds this server, e.g. `http://127.0.0.1:4242`. */
  readonly origin: string
  /** The Stripe-Version of the request. */
  readonly version: string
}

/** What a route answers. A 402 has changed something too: a decline leaves a failed charge behind. */
export type Answer =
  | { readonly status: 200; readonly body: object }
  | { readonly status: 402; readonly body: ErrorFields }

export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** E.g. `/v1/payment_intents/:id/capture`. */
  readonly path: string
  /** Runs inside one transaction; throws a StripeRefusal to undo it. */
  readonly handle: (context: Context, call: Call) => Answer
}

export const ok = (body: object): Answer => ({ status: 200, body })

/** A path segment as it was meant; one that is not valid percent-encoding is taken as it stands. */
const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

const matches = (pattern: string, path: string): string | undefined => {
  const expected = pattern.split('/')
  const actual = path.split('/')
  if (expected.length !== actual.length) return undefined
  let id = ''
  for (const [index, segment] of expected.entries()) {
    const given = actual[index] ?? ''
    if (segment === ':id' && given !== '') id = decoded(given)
    else if (segment !== given) return undefined
  }
  return id
}

/** The route for a request, or undefined. */
export const findRoute = (
  routes: readonly Route[],
  method: string,
  path: string,
): { readonly route: Route; readonly id: string } | undefined => {
  for (const route of routes) {
    if (route.method !== method) continue
    const id = matches(route.path, path)
    if (id !== undefined) return { route, id }
  }
  return undefined
}
