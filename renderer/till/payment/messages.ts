import { defineMessages } from '../../i18n/define-messages.ts'

export const paymentMessages = defineMessages({
  region: { id: 'payment.region', defaultMessage: 'Payment' },
  toPay: { id: 'payment.toPay', defaultMessage: 'To pay' },
  stillToPay: { id: 'payment.stillToPay', defaultMessage: 'Still to pay' },
  ofTotal: { id: 'payment.ofTotal', defaultMessage: 'of {total}' },
  back: { id: 'payment.back', defaultMessage: 'Back to the sale' },
  otherWay: { id: 'payment.otherWay', defaultMessage: 'Another way to pay' },
  card: { id: 'payment.card', defaultMessage: 'Card' },
  cash: { id: 'payment.cash', defaultMessage: 'Cash' },
  nothingToPay: { id: 'payment.nothingToPay', defaultMessage: 'There is nothing to pay for this sale.' },
  lines: { id: 'payment.lines', defaultMessage: 'What is paid for' },
  completeFree: { id: 'payment.completeFree', defaultMessage: 'Complete the sale' },

  // part payments
  takePart: { id: 'payment.takePart', defaultMessage: 'Take a part' },
  wholeRest: { id: 'payment.wholeRest', defaultMessage: 'Take the whole rest' },
  part: { id: 'payment.part', defaultMessage: 'This part' },
  partTooLarge: {
    id: 'payment.partTooLarge',
    defaultMessage: 'A part must be less than what is still to pay: {remaining}.',
  },
  partMissing: { id: 'payment.partMissing', defaultMessage: 'Type how much this part is.' },
  leaves: { id: 'payment.leaves', defaultMessage: 'Leaves' },
  half: { id: 'payment.half', defaultMessage: 'Half' },
  third: { id: 'payment.third', defaultMessage: 'A third' },
  quarter: { id: 'payment.quarter', defaultMessage: 'A quarter' },

  // tenders so far
  paidSoFar: { id: 'payment.paidSoFar', defaultMessage: 'Paid so far' },
  cashTender: { id: 'payment.cashTender', defaultMessage: 'Notes and coins' },
  givenAndChange: { id: 'payment.givenAndChange', defaultMessage: '{given} given, {change} change' },
  givenOnly: { id: 'payment.givenOnly', defaultMessage: '{given} given' },
  giveChange: { id: 'payment.giveChange', defaultMessage: 'Give {change} change' },
  giveBack: { id: 'payment.giveBack', defaultMessage: 'Give back' },
  giveBackTitle: { id: 'payment.giveBackTitle', defaultMessage: 'Give the money back?' },
  giveBackText: {
    id: 'payment.giveBackText',
    defaultMessage: 'Hand {amount} back to the customer. This part of the payment is then undone.',
  },
  giveBackDo: { id: 'payment.giveBackDo', defaultMessage: 'Money handed back' },
  keep: { id: 'payment.keep', defaultMessage: 'Keep it' },

  // why no card
  cardOffline: {
    id: 'payment.cardOffline',
    defaultMessage: 'The bank cannot be reached, so cards do not work now. Everything else does.',
  },
  cardProcessorDown: {
    id: 'payment.cardProcessorDown',
    defaultMessage: 'Card payments are down at the processor; cash works.',
  },
  cardNoReader: {
    id: 'payment.cardNoReader',
    defaultMessage: 'No reader is chosen for this register.',
  },
  cardNotPaired: {
    id: 'payment.cardNotPaired',
    defaultMessage: 'This till is not paired with a server yet.',
  },
  chooseReader: { id: 'payment.chooseReader', defaultMessage: 'Choose a reader' },

  // cash
  cashTitle: { id: 'payment.cashTitle', defaultMessage: 'Cash payment' },
  cashDue: { id: 'payment.cashDue', defaultMessage: 'Cash to take' },
  amount: { id: 'payment.amount', defaultMessage: 'Amount' },
  cashRounding: { id: 'payment.cashRounding', defaultMessage: 'Cash rounding' },
  exact: { id: 'payment.exact', defaultMessage: 'Exact' },
  given: { id: 'payment.given', defaultMessage: 'Given by the customer' },
  change: { id: 'payment.change', defaultMessage: 'Change' },
  missing: { id: 'payment.missing', defaultMessage: 'Missing' },
  take: { id: 'payment.take', defaultMessage: 'Take {amount}' },
  takeIt: { id: 'payment.takeIt', defaultMessage: 'Take the money' },
  takeAsPart: { id: 'payment.takeAsPart', defaultMessage: 'Take {amount} as a part' },
  givenMissing: {
    id: 'payment.givenMissing',
    defaultMessage: 'Type what the customer gave, or press Exact.',
  },
  givenTooLittle: {
    id: 'payment.givenTooLittle',
    defaultMessage: '{missing} is missing. Ask for the rest, or take this as a part.',
  },
  givenImplausible: {
    id: 'payment.givenImplausible',
    defaultMessage: '{change} change? Press again if that is right.',
  },

  // card under way
  cardTitle: { id: 'payment.cardTitle', defaultMessage: 'Card payment' },
  starting: { id: 'payment.starting', defaultMessage: 'Starting the reader' },
  waiting: { id: 'payment.waiting', defaultMessage: 'Ask the customer to tap, insert or swipe' },
  processing: { id: 'payment.processing', defaultMessage: 'Asking the bank' },
  cancelling: { id: 'payment.cancelling', defaultMessage: 'Stopping; making sure that no money was taken' },
  slow: {
    id: 'payment.slow',
    defaultMessage: 'This takes longer than usual. Nothing needs to be done; do not start a second payment.',
  },
  onReader: { id: 'payment.onReader', defaultMessage: 'on {reader}' },
  cancel: { id: 'payment.cancel', defaultMessage: 'Cancel' },

  // how it ended
  declinedTitle: { id: 'payment.declinedTitle', defaultMessage: 'The bank declined the card.' },
  voidedTitle: { id: 'payment.voidedTitle', defaultMessage: 'The card payment was stopped.' },
  failedTitle: { id: 'payment.failedTitle', defaultMessage: 'The card payment did not start.' },
  noMoney: { id: 'payment.noMoney', defaultMessage: 'No money was taken.' },
  voidedNext: { id: 'payment.voidedNext', defaultMessage: 'Start again, or choose another way to pay.' },
  severalTries: {
    id: 'payment.severalTries',
    defaultMessage: 'Several tries have not worked. Ask for cash or another way to pay.',
  },

  // unknown
  unknownTitle: { id: 'payment.unknownTitle', defaultMessage: 'Do not charge again.' },
  unknownText: {
    id: 'payment.unknownText',
    defaultMessage: 'It is not known yet whether the card was charged; checking with the bank.',
  },
  unknownSince: { id: 'payment.unknownSince', defaultMessage: 'Waiting for an answer since {time}' },
  nextCheck: {
    id: 'payment.nextCheck',
    defaultMessage: 'Next check in {seconds, plural, one {# second} other {# seconds}}',
  },
  checking: { id: 'payment.checking', defaultMessage: 'Asking the bank now' },
  checkNow: { id: 'payment.checkNow', defaultMessage: 'Check now' },
  stillUnknown: {
    id: 'payment.stillUnknown',
    defaultMessage: 'The bank was asked; there is no answer yet. The till keeps asking by itself.',
  },
  meanwhile: { id: 'payment.meanwhile', defaultMessage: 'Meanwhile' },
  meanwhileWait: {
    id: 'payment.meanwhileWait',
    defaultMessage: 'Ask the customer to wait, and keep the goods at the counter.',
  },
  meanwhileOther: {
    id: 'payment.meanwhileOther',
    defaultMessage:
      'Take another card or notes and coins only once this screen says that the card was not charged.',
  },
  meanwhileCancel: {
    id: 'payment.meanwhileCancel',
    defaultMessage:
      'Cancel the card payment to take cash instead. If the card was charged already, the sale is found paid.',
  },
  cancellingUnknown: {
    id: 'payment.cancellingUnknown',
    defaultMessage:
      'The card payment is being cancelled. As soon as that is certain, this screen says so and cash can be taken.',
  },
  meanwhileNext: {
    id: 'payment.meanwhileNext',
    defaultMessage: 'Next customer cancels it too, and puts this sale aside. The till goes on asking.',
  },
  cancelCard: { id: 'payment.cancelCard', defaultMessage: 'Cancel the card payment' },
  cancelAgain: { id: 'payment.cancelAgain', defaultMessage: 'Cancel again' },
  endsBy: {
    id: 'payment.endsBy',
    defaultMessage: 'if no card was charged, cancelled by itself at the latest {time}',
  },

  // whose answer is missing
  waitsProcessor: {
    id: 'payment.waits.processor',
    defaultMessage: 'The payment service has not said yet. Usually it does within a minute.',
  },
  waitsServer: {
    id: 'payment.waits.server',
    defaultMessage: 'The server cannot be asked. The till asks again as soon as it answers.',
  },
  waitsServerDisk: {
    id: 'payment.waits.serverDisk',
    defaultMessage:
      'The disk of the server is full. Free some space there, or call the owner; the till then goes on by itself.',
  },
  waitsTillDisk: {
    id: 'payment.waits.tillDisk',
    defaultMessage:
      'The disk of this till is full. Free some space, or call the owner; the till then goes on by itself.',
  },
  waitsReader: {
    id: 'payment.waits.reader',
    defaultMessage:
      'The card reader cannot be reached, and may be charging. Switch it on and connect it, or cancel the card payment.',
  },
  waitsPerson: {
    id: 'payment.waits.person',
    defaultMessage:
      'The payment service no longer knows this payment. A manager must say in the back office, under Exceptions, what became of it; the till then goes on by itself.',
  },
  nextCustomer: { id: 'payment.nextCustomer', defaultMessage: 'Next customer' },
  putAside: {
    id: 'payment.putAside',
    defaultMessage:
      'The sale is put aside. If the card was charged, it stands under Sales; if not, under Recall.',
  },
})
