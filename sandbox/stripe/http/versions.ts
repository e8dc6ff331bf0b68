import { StripeRefusal } from './stripe-refusal.ts'

/** The API version the practice Stripe is written for, and that an account without a header gets. */
export const currentVersion = '2026-10-28.endive'

/** First day on which each named major release was in force. */
const majors = [
  ['2024-09-30', 'acacia'],
  ['2025-03-31', 'basil'],
  ['2025-09-30', 'clover'],
  ['2026-03-25', 'dahlia'],
  ['2026-09-30', 'endive'],
] as const

const majorOf = (date: string): string | undefined => majors.findLast(([since]) => date >= since)?.[1]

/** Accepts what could have been a released version; throws a 400 StripeRefusal otherwise. */
export const parseVersion = (header: string | undefined): string => {
  if (header === undefined) return currentVersion
  const [, date, name] = /^(\d{4}-\d{2}-\d{2})(?:\.([a-z]+))?$/.exec(header) ?? []
  const known =
    date !== undefined &&
    !Number.isNaN(Date.parse(date)) &&
    date >= '2011-01-01' &&
    date <= currentVersion.slice(0, 10) &&
    name === majorOf(date)
  if (known) return header
  throw new StripeRefusal({
    status: 400,
    executed: false,
    error: { type: 'invalid_request_error', message: `Invalid Stripe API version: ${header}` },
  })
}

/** Since endive a PaymentIntent is told its `allowed_payment_method_types`; before, its `payment_method_types`. */
export const hasAllowedPaymentMethodTypes = (version: string): boolean => version >= '2026-09-30'

/** Takes out of a body what its version did not have yet. */
export const renderForVersion = (body: unknown, version: string): unknown => {
  if (hasAllowedPaymentMethodTypes(version)) return body
  if (Array.isArray(body)) return body.map((item: unknown) => renderForVersion(item, version))
  if (typeof body !== 'object' || body === null) return body
  return Object.fromEntries(
    Object.entries(body)
      .filter(([name]) => name !== 'allowed_payment_method_types')
      .map(([name, value]) => [name, renderForVersion(value, version)]),
  )
}
