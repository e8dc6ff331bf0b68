import { defineMessages } from '../../i18n/define-messages.ts'

export const appMessages = defineMessages({
  starting: { id: 'app.starting', defaultMessage: 'The till is starting' },
  startingHelp: { id: 'app.startingHelp', defaultMessage: 'This takes a few seconds.' },
  lost: {
    id: 'app.lost',
    defaultMessage:
      'The till is not answering. What was rung up is safe. It comes back by itself; if it does not, start it again.',
  },
  lostPaying: {
    id: 'app.lostPaying',
    defaultMessage:
      'The till is not answering. What was rung up is safe. Do not charge the card again: the till finds out when it is back; if it does not come back by itself, start it again.',
  },
  refused: { id: 'app.refused', defaultMessage: 'This page is no longer allowed to use the till' },
  refusedHelp: {
    id: 'app.refusedHelp',
    defaultMessage: 'The till was started anew. Open the address that it printed when it started.',
  },
  practice: { id: 'app.practice', defaultMessage: 'Practice — no real money moves' },
  test: { id: 'app.test', defaultMessage: 'Test mode — no real money moves' },
  showReader: { id: 'app.showReader', defaultMessage: 'Show the practice reader' },
  hideReader: { id: 'app.hideReader', defaultMessage: 'Hide the practice reader' },
  offline: {
    id: 'app.offline',
    defaultMessage:
      'The server cannot be reached. Cash works; cards do not. {count, plural, =0 {Nothing is waiting to be sent.} one {# record is kept here and will be sent by itself.} other {# records are kept here and will be sent by themselves.}}',
  },
  showQueue: { id: 'app.showQueue', defaultMessage: 'Show what is waiting' },
  processorDown: {
    id: 'app.processorDown',
    defaultMessage: 'Card payments are down at the processor; cash works.',
  },
  noReader: {
    id: 'app.noReader',
    defaultMessage: 'No card reader is chosen for this register, so cards cannot be taken.',
  },
  chooseReader: { id: 'app.chooseReader', defaultMessage: 'Choose a reader' },
  needsPerson: {
    id: 'app.needsPerson',
    defaultMessage:
      '{count, plural, one {# record could not be handed over and needs a person.} other {# records could not be handed over and need a person.}}',
  },
  broken: { id: 'app.broken', defaultMessage: 'This screen broke' },
  brokenHelp: {
    id: 'app.brokenHelp',
    defaultMessage:
      'The till itself goes on: no payment and nothing in the cart is lost. Open the screen again.',
  },
  reopen: { id: 'app.reopen', defaultMessage: 'Open the screen again' },
})
