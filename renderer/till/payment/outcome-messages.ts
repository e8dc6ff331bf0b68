import type { MessageDescriptor } from 'react-intl'
import type { ErrorCode } from '../../../domain/errors/codes.ts'
import type { DeclineReason } from '../../../domain/payment/attempt.ts'
import { defineMessages } from '../../i18n/define-messages.ts'

/**
 * What to do after a decline. Said on a screen that the customer may see: it never tells a reason that would shame or leak (no money on the
 * account, lost, stolen); such reasons stay in the event log.
 */
export const declineNext: Record<DeclineReason, MessageDescriptor> = defineMessages({
  generic: { id: 'payment.decline.generic', defaultMessage: 'Ask for another card or cash.' },
  insufficient_funds: { id: 'payment.decline.other', defaultMessage: 'Ask for another card or cash.' },
  expired_card: {
    id: 'payment.decline.expired',
    defaultMessage: 'This card is out of date. Ask for another card or cash.',
  },
  incorrect_pin: {
    id: 'payment.decline.incorrectPin',
    defaultMessage: 'The PIN did not match. The customer can try again, or use another card or cash.',
  },
  pin_required: {
    id: 'payment.decline.pinRequired',
    defaultMessage: 'The bank wants the PIN. Start again and ask the customer to insert the card.',
  },
  try_again: {
    id: 'payment.decline.tryAgain',
    defaultMessage: 'The bank could not decide just now. Try once more, or ask for another card or cash.',
  },
  card_not_supported: {
    id: 'payment.decline.notSupported',
    defaultMessage: 'This kind of card is not accepted for this payment. Ask for another card or cash.',
  },
})

type FailureCause =
  | 'reader'
  | 'busy'
  | 'network'
  | 'processor'
  | 'processorDown'
  | 'noReader'
  | 'disk'
  | 'amount'
  | 'amountSmall'
  | 'currency'
  | 'other'

/** Cause and way out of a card payment that ended before a card was asked for. */
export const failureNext: Record<FailureCause, MessageDescriptor> = defineMessages({
  reader: {
    id: 'payment.failed.reader',
    defaultMessage:
      'The reader cannot be reached. Check that it is switched on and connected, then try again or take cash.',
  },
  busy: {
    id: 'payment.failed.busy',
    defaultMessage: 'The reader is busy with something else. Wait a moment, then try again.',
  },
  network: {
    id: 'payment.failed.network',
    defaultMessage: 'The server cannot be reached. Try again in a moment, or take cash.',
  },
  processor: {
    id: 'payment.failed.processor',
    defaultMessage: 'The payment service did not accept the request. Try again, or take cash.',
  },
  processorDown: {
    id: 'payment.failed.processorDown',
    defaultMessage: 'Card payments are down at the processor; cash works.',
  },
  noReader: {
    id: 'payment.failed.noReader',
    defaultMessage: 'No reader is chosen for this register. Choose one, or take cash.',
  },
  disk: {
    id: 'payment.failed.disk',
    defaultMessage:
      'The disk of this till or of its server is full or cannot be written, so no payment can start. Free some space, or call the owner.',
  },
  amount: {
    id: 'payment.failed.amount',
    defaultMessage: 'The amount is not possible for a card. Split the payment, or take cash.',
  },
  amountSmall: {
    id: 'payment.failed.amountSmall',
    defaultMessage: 'A card cannot be charged so small an amount. Take cash.',
  },
  currency: {
    id: 'payment.failed.currency',
    defaultMessage:
      'This sale is in a currency that the shop no longer uses. Go back, clear the cart and ring it up again.',
  },
  other: {
    id: 'payment.failed.other',
    defaultMessage: 'The cause was written to the log ({code}). Try again, or take cash.',
  },
})

const causes: { readonly [C in ErrorCode]?: FailureCause } = {
  reader_offline: 'reader',
  reader_busy: 'busy',
  reader_not_chosen: 'noReader',
  server_unreachable: 'network',
  processor_unavailable: 'network',
  processor_down: 'processorDown',
  processor_refused: 'processor',
  storage_full: 'disk',
  storage_failed: 'disk',
  storage_read_only: 'disk',
  currency_not_used: 'currency',
  amount_invalid: 'amountSmall',
  amount_too_large: 'amount',
}

/** Which words fit a failure's code; one that is not in the table gets the general ones, which name the code. */
export const failureCause = (errorCode: string | null): FailureCause =>
  errorCode !== null && isKnown(errorCode) ? (causes[errorCode] ?? 'other') : 'other'

const isKnown = (code: string): code is ErrorCode => Object.hasOwn(causes, code)
