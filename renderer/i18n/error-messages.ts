import type { ErrorCode } from '../../domain/errors/codes.ts'
import { defineMessages, type Message } from './define-messages.ts'

/** What a code means to the person at the screen: what happened to the money first, then the way out. Codes that only a start-up or another process meets have none. */
export const errorMessages: { readonly [C in ErrorCode]?: Message } = defineMessages({
  invalid_input: {
    id: 'errors.invalid_input',
    defaultMessage: 'The till did not understand that. Try again; if it stays, call for help.',
  },
  amount_invalid: {
    id: 'errors.amount_invalid',
    defaultMessage: 'This is not a possible amount. Key it again.',
  },
  amount_too_large: {
    id: 'errors.amount_too_large',
    defaultMessage: 'The amount is above the limit. Check it for a typing mistake.',
  },
  currency_not_used: {
    id: 'errors.currency_not_used',
    defaultMessage: 'The shop does not use this currency. Have the price corrected in the catalogue.',
  },
  quantity_invalid: {
    id: 'errors.quantity_invalid',
    defaultMessage: 'The quantity must be a whole number from 1 to 9,999.',
  },
  discount_too_large: {
    id: 'errors.discount_too_large',
    defaultMessage: 'The discount is larger than what it is taken from. Make it smaller.',
  },
  barcode_unparsable: {
    id: 'errors.barcode_unparsable',
    defaultMessage: 'The code could not be read. Scan again, or search by name.',
  },
  product_not_found: {
    id: 'errors.product_not_found',
    defaultMessage: 'No product has this code. Search by name.',
  },
  line_not_found: { id: 'errors.line_not_found', defaultMessage: 'The line is no longer in the cart.' },
  card_number_refused: {
    id: 'errors.card_number_refused',
    defaultMessage: 'That looks like a card number. It was not kept. Cards are read by the card reader only.',
  },
  cart_empty: { id: 'errors.cart_empty', defaultMessage: 'There is nothing in the cart to charge.' },
  cart_locked: {
    id: 'errors.cart_locked',
    defaultMessage: 'A payment has begun. The cart changes again when it is finished or undone.',
  },
  cart_not_empty: {
    id: 'errors.cart_not_empty',
    defaultMessage: 'The cart holds a sale. Park or clear it first.',
  },
  parked_sale_not_found: {
    id: 'errors.parked_sale_not_found',
    defaultMessage: 'The parked sale was already brought back or removed.',
  },
  sale_not_found: { id: 'errors.sale_not_found', defaultMessage: 'There is no such sale.' },
  tender_too_large: {
    id: 'errors.tender_too_large',
    defaultMessage: 'That is more than what is still to pay. Key a smaller amount.',
  },
  cash_too_little: {
    id: 'errors.cash_too_little',
    defaultMessage: 'The cash given is too little. Ask for the rest, or take it as a part.',
  },
  payment_in_progress: {
    id: 'errors.payment_in_progress',
    defaultMessage: 'A payment is already under way on this till.',
  },
  payment_unknown: {
    id: 'errors.payment_unknown',
    defaultMessage: 'It is not known yet whether the card was charged. Do not charge again.',
  },
  payment_not_found: { id: 'errors.payment_not_found', defaultMessage: 'There is no such payment.' },
  payment_not_cancelable: {
    id: 'errors.payment_not_cancelable',
    defaultMessage: 'The payment can no longer be cancelled. What happened is being checked.',
  },
  not_signed_in: { id: 'errors.not_signed_in', defaultMessage: 'Nobody is signed in at this till.' },
  pin_wrong: { id: 'errors.pin_wrong', defaultMessage: 'The PIN is wrong. Try again.' },
  pin_locked: { id: 'errors.pin_locked', defaultMessage: 'Too many wrong PINs. Sign-in waits a while.' },
  permission_denied: {
    id: 'errors.permission_denied',
    defaultMessage: 'Your role may not do this. Ask a manager.',
  },
  not_paired: { id: 'errors.not_paired', defaultMessage: 'This till is not paired with a server.' },
  pairing_code_invalid: {
    id: 'errors.pairing_code_invalid',
    defaultMessage: 'The pairing code is wrong, used or expired. Make a new one in the back office.',
  },
  device_unknown: {
    id: 'errors.device_unknown',
    defaultMessage: 'The server does not know this till. Pair it again.',
  },
  device_revoked: {
    id: 'errors.device_revoked',
    defaultMessage: 'This till was shut out in the back office. Ask the owner.',
  },
  clock_skewed: {
    id: 'errors.clock_skewed',
    defaultMessage:
      "The clocks of till and server differ by more than five minutes. Set this machine's clock.",
  },
  mode_mismatch: {
    id: 'errors.mode_mismatch',
    defaultMessage: 'Practice, test and live do not agree. Nothing was charged.',
  },
  reader_not_chosen: {
    id: 'errors.reader_not_chosen',
    defaultMessage: 'No card reader is chosen. Choose one, or take cash.',
  },
  reader_offline: {
    id: 'errors.reader_offline',
    defaultMessage: 'The card reader cannot be reached. Check its power and network, or take cash.',
  },
  reader_busy: {
    id: 'errors.reader_busy',
    defaultMessage: 'The card reader is doing something else. Wait a moment.',
  },
  reader_code_invalid: {
    id: 'errors.reader_code_invalid',
    defaultMessage:
      'No reader shows this code. Have the reader show a new one and type it within a few minutes.',
  },
  reader_code_used: {
    id: 'errors.reader_code_used',
    defaultMessage:
      'This code was used already: the reader may stand in the list. Else have it show a new code.',
  },
  reader_location_invalid: {
    id: 'errors.reader_location_invalid',
    defaultMessage: 'The payment service does not take this place: check the address and the country.',
  },
  processor_unavailable: {
    id: 'errors.processor_unavailable',
    defaultMessage: 'The payment service cannot be reached. Cash works.',
  },
  processor_down: {
    id: 'errors.processor_down',
    defaultMessage: 'Card payments are down at the processor; cash works.',
  },
  processor_refused: {
    id: 'errors.processor_refused',
    defaultMessage: 'The payment service refused the request. No money moved.',
  },
  server_unreachable: {
    id: 'errors.server_unreachable',
    defaultMessage: 'The server cannot be reached. Cash works; cards do not.',
  },
  till_unreachable: {
    id: 'errors.till_unreachable',
    defaultMessage: 'The till does not answer. What happened is read back when it does; do not charge again.',
  },
  storage_full: {
    id: 'errors.storage_full',
    defaultMessage: 'The disk of this till or of its server is full. Nothing was charged. Free some space.',
  },
  storage_failed: {
    id: 'errors.storage_failed',
    defaultMessage: 'The disk did not answer as it must. What happened is being checked.',
  },
  not_found: { id: 'errors.not_found', defaultMessage: 'There is nothing here.' },
  rate_limited: {
    id: 'errors.rate_limited',
    defaultMessage: 'Too many requests in a short time. Wait a moment.',
  },
  internal: {
    id: 'errors.internal',
    defaultMessage:
      'Something broke that should not. It was written to the log. What happened is being checked.',
  },
})
