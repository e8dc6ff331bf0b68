/**
 * What a restricted key must be allowed for an endpoint: a noun, read for GET and write for anything else.
 * `payment_intent`, `charge` (refunds count as charges), `webhook`, `checkout_session` and `accounts_kyc_basic` are names that
 * Stripe's own refusals show; those of Terminal are formed in the same manner and were not seen.
 */
const nouns = [
  ['/v1/account', 'accounts_kyc_basic'],
  ['/v1/balance', 'balance'],
  ['/v1/balance_transactions', 'balance_transaction'],
  ['/v1/charges', 'charge'],
  ['/v1/checkout/sessions', 'checkout_session'],
  ['/v1/events', 'event'],
  ['/v1/payment_intents', 'payment_intent'],
  ['/v1/payment_methods', 'payment_method'],
  ['/v1/refunds', 'charge'],
  ['/v1/terminal/configurations', 'terminal_configuration'],
  ['/v1/terminal/connection_tokens', 'terminal_connection_token'],
  ['/v1/terminal/locations', 'terminal_location'],
  ['/v1/terminal/readers', 'terminal_reader'],
  ['/v1/test_helpers/terminal/readers', 'terminal_reader'],
  ['/v1/webhook_endpoints', 'webhook'],
] as const

/** Every permission there is, e.g. `rak_payment_intent_write`. */
export const permissions: readonly string[] = [
  ...new Set(nouns.flatMap(([, noun]) => [`rak_${noun}_read`, `rak_${noun}_write`])),
].sort()

/** The permission that a request needs, or undefined when no endpoint is there. */
export const permissionFor = (method: string, path: string): string | undefined => {
  const found = nouns.find(([prefix]) => path === prefix || path.startsWith(`${prefix}/`))
  return found === undefined ? undefined : `rak_${found[1]}_${method === 'GET' ? 'read' : 'write'}`
}

/** Writing includes reading, as in Stripe's dashboard. */
export const allows = (granted: readonly string[], needed: string): boolean =>
  granted.includes(needed) || granted.includes(needed.replace(/_read$/, '_write'))
