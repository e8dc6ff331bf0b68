import { isHash } from './is-hash.ts'

/** A field of a body that the types of the `stripe` package do not have, and why it is sent all the same. */
export interface Exception {
  /** The field that holds it. */
  readonly inside: string
  readonly name: string
  readonly reason: string
}

const partialAuthorisation =
  'docs.stripe.com/payments/partial-authorization shows it; the feature is switched on per account, so the package of the general release leaves it out'

/** All there are. A test fails when one of them is no longer needed. */
export const exceptions: readonly Exception[] = [
  { inside: 'card_present', name: 'request_partial_authorization', reason: partialAuthorisation },
  { inside: 'card_present', name: 'amount_requested', reason: partialAuthorisation },
  { inside: 'card_present', name: 'partial_authorization', reason: partialAuthorisation },
]

/** A copy of a body without the fields that are excepted; `met` is told of each. */
export const withoutExceptions = (
  body: unknown,
  met: (exception: Exception) => void,
  inside = '',
): unknown => {
  if (Array.isArray(body)) return body.map((item: unknown) => withoutExceptions(item, met, inside))
  if (!isHash(body)) return body
  const kept: [string, unknown][] = []
  for (const [name, value] of Object.entries(body)) {
    const found = exceptions.find((exception) => exception.inside === inside && exception.name === name)
    if (found === undefined) kept.push([name, withoutExceptions(value, met, name)])
    else met(found)
  }
  return Object.fromEntries(kept)
}
