import { defineMessages } from '../../i18n/define-messages.ts'

export const queueMessages = defineMessages({
  title: { id: 'queue.title', defaultMessage: 'What works now, and what is waiting' },
  worksTitle: { id: 'queue.worksTitle', defaultMessage: 'What works now' },
  cash: { id: 'queue.cash', defaultMessage: 'Cash' },
  card: { id: 'queue.card', defaultMessage: 'Card' },
  works: { id: 'queue.works', defaultMessage: 'Works' },
  worksNot: { id: 'queue.worksNot', defaultMessage: 'Does not work' },
  cashHelp: {
    id: 'queue.cashHelp',
    defaultMessage: 'Sales are kept on this till first, so cash works with or without a connection.',
  },
  cashNot: { id: 'queue.cashNot', defaultMessage: 'This till cannot sell now. Sign in, or call the owner.' },
  cardHelp: { id: 'queue.cardHelp', defaultMessage: 'The server and the reader can be reached.' },
  cardOffline: {
    id: 'queue.cardOffline',
    defaultMessage: 'The bank must be asked for every card, and the server cannot be reached.',
  },
  cardProcessorDown: {
    id: 'queue.cardProcessorDown',
    defaultMessage: 'Card payments are down at the processor; cash works.',
  },
  cardNoReader: { id: 'queue.cardNoReader', defaultMessage: 'No reader is chosen for this register.' },
  cardNotPaired: { id: 'queue.cardNotPaired', defaultMessage: 'This till is not paired with a server yet.' },
  waitingTitle: { id: 'queue.waitingTitle', defaultMessage: 'Waiting to be sent' },
  nothing: { id: 'queue.nothing', defaultMessage: 'Everything has been sent' },
  nothingHelp: {
    id: 'queue.nothingHelp',
    defaultMessage: 'The server holds every record of this till. Nothing would be lost with this machine.',
  },
  keep: {
    id: 'queue.keep',
    defaultMessage:
      'These records exist only on this till. Do not reset or remove it; they are sent by themselves.',
  },
  send: { id: 'queue.send', defaultMessage: 'Send now' },
  record: { id: 'queue.record', defaultMessage: 'Record' },
  age: { id: 'queue.age', defaultMessage: 'Since' },
  state: { id: 'queue.state', defaultMessage: 'State' },
  pending: { id: 'queue.pending', defaultMessage: 'Waiting' },
  sending: { id: 'queue.sending', defaultMessage: 'Being sent' },
  accepted: { id: 'queue.accepted', defaultMessage: 'Sent' },
  needsPerson: { id: 'queue.needsPerson', defaultMessage: 'Needs a person' },
})
