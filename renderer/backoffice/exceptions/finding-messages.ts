import { defineMessages } from '../../i18n/define-messages.ts'

/** What was found, by the finding that the server names: what happened to the money first, then what to do. */
export const findingMessages = defineMessages({
  unreadable: {
    id: 'exceptions.finding.unreadable',
    defaultMessage: 'What a till sent cannot be read. It is kept whole; what came after it was taken.',
  },
  fork: {
    id: 'exceptions.finding.fork',
    defaultMessage: 'A till has two histories: its database was copied or restored. Have it paired anew.',
  },
  foreign: { id: 'exceptions.finding.foreign', defaultMessage: 'The record belongs to another register.' },
  conflict: { id: 'exceptions.finding.conflict', defaultMessage: 'The record contradicts an earlier one.' },
  projection: {
    id: 'exceptions.finding.projection',
    defaultMessage: 'The record is kept, but could not be entered in the books.',
  },
  'unknown-there': {
    id: 'exceptions.finding.unknownThere',
    defaultMessage:
      'It is not known whether the card was charged, and the processor no longer knows the payment. Look in the processor’s dashboard or at the customer’s bank statement, and say what happened; the till waits for it.',
  },
  disagrees: {
    id: 'exceptions.finding.disagrees',
    defaultMessage:
      'Our record and the processor say different things about this payment. Ours was left as it was.',
  },
  'sold-unpaid': {
    id: 'exceptions.finding.soldUnpaid',
    defaultMessage: 'A sale was completed as paid by card, and no card was charged for it.',
  },
  'not-listed': {
    id: 'exceptions.finding.notListed',
    defaultMessage: 'The payment is approved in our records, and the processor does not know it.',
  },
  unclear: {
    id: 'exceptions.finding.unclear',
    defaultMessage:
      'The processor holds a payment with our marks that stands in none of our records, in a state that is not known.',
  },
  'sold-uncaptured': {
    id: 'exceptions.finding.soldUncaptured',
    defaultMessage:
      'A sale was completed, and its money is only held on the card. If nobody takes it, it goes back to the customer.',
  },
  'held-without-sale': {
    id: 'exceptions.finding.heldWithoutSale',
    defaultMessage: 'Money is held on a card for more than a day, and no till sold anything for it.',
  },
  'not-released': {
    id: 'exceptions.finding.notReleased',
    defaultMessage: 'Money is held on a card for nobody, and the processor did not release it when asked.',
  },
  'charged-twice': {
    id: 'exceptions.finding.chargedTwice',
    defaultMessage:
      'A customer was charged twice for one payment. The sale holds the other charge; this one should go back.',
  },
  'charged-beside-sale': {
    id: 'exceptions.finding.chargedBesideSale',
    defaultMessage: 'A card was charged, and the sale was paid in another way. The charge should go back.',
  },
  'not-in-records': {
    id: 'exceptions.finding.notInRecords',
    defaultMessage:
      'A card was charged with our marks, and the payment stood in none of our records. Perhaps the database was restored from a backup.',
  },
  'charged-after-end': {
    id: 'exceptions.finding.chargedAfterEnd',
    defaultMessage: 'A card was charged for a payment that is over in our records.',
  },
  'sold-though-ended': {
    id: 'exceptions.finding.soldThoughEnded',
    defaultMessage:
      'A sale holds a payment that is over in our records, and the card was charged. Find out which of the two is right.',
  },
  'no-sale': {
    id: 'exceptions.finding.noSale',
    defaultMessage:
      'A card was charged more than a day ago, and no till sold anything for it. Perhaps a till has not sent its sales yet.',
  },
  'refunded-elsewhere': {
    id: 'exceptions.finding.refundedElsewhere',
    defaultMessage:
      'More was sent back than this system sent back: somebody refunded at the processor itself.',
  },
  'failed-late': {
    id: 'exceptions.finding.failedLate',
    defaultMessage:
      'A refund that had succeeded was sent back by the bank: the customer does not have the money. Refund in another way.',
  },
  failed: {
    id: 'exceptions.finding.failed',
    defaultMessage: 'A refund did not reach the customer. Refund again, or in another way.',
  },
  dead: {
    id: 'exceptions.finding.dead',
    defaultMessage:
      'A message of the processor could not be processed after many tries. The payments it is about are still read back; try it again when the cause is gone.',
  },
  skew: {
    id: 'exceptions.finding.skew',
    defaultMessage:
      'The clock of this server and the processor’s differ. Have it set by a time server; beyond five minutes messages are refused.',
  },
  broken: {
    id: 'exceptions.finding.broken',
    defaultMessage:
      'The event log is not what was written: somebody or something changed it. Keep a copy of the database and call support.',
  },
})
