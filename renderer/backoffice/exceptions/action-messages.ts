import { defineMessages } from '../../i18n/define-messages.ts'

/** What a person can do, as a verb; `capture` is what trying again means for money that is only held. */
export const actionMessages = defineMessages({
  resolve: { id: 'exceptions.action.resolve', defaultMessage: 'Close it' },
  replay: { id: 'exceptions.action.replay', defaultMessage: 'Try again' },
  capture: { id: 'exceptions.action.capture', defaultMessage: 'Take the money now' },
  refund: { id: 'exceptions.action.refund', defaultMessage: 'Refund the card' },
  cancel: { id: 'exceptions.action.cancel', defaultMessage: 'Release the money' },
  'not-charged': { id: 'exceptions.action.notCharged', defaultMessage: 'The card was not charged' },
  charged: { id: 'exceptions.action.charged', defaultMessage: 'The card was charged' },
})

/** What comes of it. */
export const actionHelp = defineMessages({
  resolve: {
    id: 'exceptions.actionHelp.resolve',
    defaultMessage: 'It was looked at; nothing more is to be done here.',
  },
  replay: { id: 'exceptions.actionHelp.replay', defaultMessage: 'The message is processed once more.' },
  capture: {
    id: 'exceptions.actionHelp.capture',
    defaultMessage: 'What is held on the card is taken, whole.',
  },
  refund: {
    id: 'exceptions.actionHelp.refund',
    defaultMessage: 'Everything that is left of this charge goes back to the card, once.',
  },
  cancel: {
    id: 'exceptions.actionHelp.cancel',
    defaultMessage: 'What is held on the card is released; nothing is charged.',
  },
  'not-charged': {
    id: 'exceptions.actionHelp.notCharged',
    defaultMessage: 'The till ends the payment; the sale can be paid in another way.',
  },
  charged: {
    id: 'exceptions.actionHelp.charged',
    defaultMessage: 'The till counts the payment as paid and can complete the sale.',
  },
})
