/**
 * Every expected failure Cashwrap can answer with. One row: what it means, who can fix it, and whether asking again is safe:
 * - `same-key`     ask again with the same idempotency key, at any time
 * - `after-check`  read back what happened first (the outcome may be unknown)
 * - `never`        asking again unchanged gives the same answer
 */
export type RetryRule = 'same-key' | 'after-check' | 'never'
export type Fixer = 'cashier' | 'manager' | 'owner' | 'support' | 'nobody'
export type ErrorRow = {
  readonly meaning: string
  readonly fixer: Fixer
  readonly retry: RetryRule
  readonly http: number
}

const row = (meaning: string, fixer: Fixer, retry: RetryRule, http: number): ErrorRow => ({
  meaning,
  fixer,
  retry,
  http,
})

export const errorCodes = {
  // what was typed, scanned or sent
  invalid_input: row('The message does not have the shape that was agreed.', 'support', 'never', 400),
  body_too_large: row('The message is larger than the limit.', 'support', 'never', 413),
  amount_invalid: row(
    'The amount is not a whole number of minor units within limits.',
    'cashier',
    'never',
    422,
  ),
  amount_too_large: row('The amount or price is above the limit.', 'cashier', 'never', 422),
  currency_not_used: row('The shop does not use this currency.', 'manager', 'never', 422),
  quantity_invalid: row(
    'The quantity is zero, negative, not whole or above the limit.',
    'cashier',
    'never',
    422,
  ),
  discount_too_large: row('The discount is larger than what it is taken from.', 'cashier', 'never', 422),
  barcode_unparsable: row('The code is not a readable barcode.', 'cashier', 'never', 422),
  product_not_found: row('No product has this code.', 'cashier', 'never', 404),
  line_not_found: row('The line is no longer in the cart.', 'cashier', 'never', 404),
  card_number_refused: row('What was typed or scanned looks like a card number.', 'cashier', 'never', 422),

  // the sale
  cart_empty: row('There is nothing in the cart to charge.', 'cashier', 'never', 409),
  cart_locked: row(
    'A payment has begun; the cart cannot change until it is finished or undone.',
    'cashier',
    'after-check',
    409,
  ),
  cart_not_empty: row('The cart holds lines; park or clear them first.', 'cashier', 'never', 409),
  parked_sale_not_found: row('The parked sale was already recalled or removed.', 'cashier', 'never', 404),
  sale_not_found: row('There is no such sale.', 'cashier', 'never', 404),
  tender_too_large: row('The tender is more than what is still to pay.', 'cashier', 'never', 422),
  cash_too_little: row('The cash given is less than the amount it should cover.', 'cashier', 'never', 422),
  payment_in_progress: row('A payment is already under way on this till.', 'cashier', 'after-check', 409),
  payment_unknown: row('It is not known yet whether the card was charged.', 'nobody', 'after-check', 409),
  payment_not_found: row('There is no such payment.', 'support', 'never', 404),
  payment_not_cancelable: row('The payment can no longer be cancelled.', 'cashier', 'after-check', 409),

  // people and devices
  not_signed_in: row('Nobody is signed in at this till.', 'cashier', 'never', 401),
  pin_wrong: row('The PIN is wrong.', 'cashier', 'never', 401),
  pin_locked: row('Too many wrong PINs; sign-in waits.', 'manager', 'never', 423),
  permission_denied: row('This person may not do this.', 'manager', 'never', 403),
  not_paired: row('This till is not paired with a server.', 'manager', 'never', 409),
  pairing_code_invalid: row('The pairing code is wrong, used or expired.', 'manager', 'never', 401),
  device_unknown: row('The server does not know this device.', 'manager', 'never', 401),
  device_revoked: row('This device was revoked in the back office.', 'owner', 'never', 403),
  signature_invalid: row('The request is not signed by the device it names.', 'support', 'never', 401),
  request_replayed: row('The same signed request was already used.', 'support', 'never', 401),
  clock_skewed: row(
    'The clock of the till and the server differ by more than five minutes.',
    'manager',
    'never',
    401,
  ),
  mode_mismatch: row('Practice, test and live do not agree.', 'owner', 'never', 409),
  account_mismatch: row('This is of another account of the processor.', 'owner', 'never', 409),

  // card readers and the processor
  reader_not_chosen: row('No card reader is chosen for this register.', 'manager', 'never', 409),
  reader_offline: row('The card reader cannot be reached.', 'cashier', 'after-check', 409),
  reader_busy: row('The card reader is doing something else.', 'cashier', 'after-check', 409),
  reader_code_invalid: row(
    'No card reader shows this registration code (any more).',
    'manager',
    'never',
    422,
  ),
  reader_code_used: row('The registration code was used already.', 'manager', 'never', 409),
  reader_location_invalid: row(
    'The card reader cannot be registered for this place: it does not exist, or is in another country.',
    'manager',
    'never',
    422,
  ),
  processor_unavailable: row('The payment processor cannot be reached.', 'nobody', 'same-key', 503),
  processor_down: row(
    'Card payments are down at the processor, so nothing is sent to it now; cash works.',
    'nobody',
    'same-key',
    503,
  ),
  processor_refused: row('The payment processor refused the request.', 'support', 'never', 502),
  idempotency_conflict: row('The same key was used with another request.', 'support', 'never', 409),
  webhook_signature_invalid: row('The webhook is not signed by the processor.', 'support', 'never', 400),

  // what waits for a person
  exception_closed: row('Somebody has dealt with this exception already.', 'manager', 'never', 409),

  // sync
  sync_gap: row('Operations are missing before this one.', 'nobody', 'same-key', 409),
  server_unreachable: row('The server cannot be reached; cash still works.', 'nobody', 'same-key', 503),

  // between a screen and its till
  till_unreachable: row('The till itself does not answer.', 'nobody', 'after-check', 503),

  // storage and start-up
  storage_full: row('The disk is full; nothing was charged.', 'owner', 'after-check', 507),
  storage_failed: row(
    'The disk did not answer as it must; what happened is being checked.',
    'support',
    'after-check',
    500,
  ),
  storage_read_only: row('The data folder cannot be written.', 'owner', 'never', 500),
  storage_damaged: row('The database file is damaged.', 'support', 'never', 500),
  storage_in_use: row('Another Cashwrap is using this data folder.', 'owner', 'never', 409),
  port_in_use: row('The port is used by another program.', 'owner', 'never', 409),
  not_found: row('There is nothing here.', 'support', 'never', 404),
  rate_limited: row('Too many requests in a short time.', 'nobody', 'same-key', 429),
  internal: row('Something broke that should not; it was logged.', 'support', 'after-check', 500),
} as const satisfies Record<string, ErrorRow>

export type ErrorCode = keyof typeof errorCodes
export const errorCodeList = Object.keys(errorCodes) as readonly ErrorCode[]
