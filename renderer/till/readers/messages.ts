import { defineMessages } from '../../i18n/define-messages.ts'

export const readersMessages = defineMessages({
  title: { id: 'readers.title', defaultMessage: 'Card readers' },
  choose: { id: 'readers.choose', defaultMessage: 'Choose the reader that stands at this counter.' },
  online: { id: 'readers.online', defaultMessage: 'Connected' },
  offline: { id: 'readers.offline', defaultMessage: 'Not reachable' },
  busy: { id: 'readers.busy', defaultMessage: 'Busy with a payment' },
  simulated: { id: 'readers.simulated', defaultMessage: 'Simulated {model}' },
  chosen: { id: 'readers.chosen', defaultMessage: 'In use at this register' },
  use: { id: 'readers.use', defaultMessage: 'Use at this register' },
  test: { id: 'readers.test', defaultMessage: 'Test payment' },
  rename: { id: 'readers.rename', defaultMessage: 'Rename' },
  remove: { id: 'readers.remove', defaultMessage: 'Remove' },
  of: { id: 'readers.of', defaultMessage: '{action}: {reader}' },
  seen: { id: 'readers.seen', defaultMessage: 'Seen {when}' },
  neverSeen: { id: 'readers.neverSeen', defaultMessage: 'Never seen' },
  lastPayment: { id: 'readers.lastPayment', defaultMessage: 'Last payment {when}' },
  place: { id: 'readers.place', defaultMessage: 'Place' },
  serial: { id: 'readers.serial', defaultMessage: 'Serial number' },
  software: { id: 'readers.software', defaultMessage: 'Software' },
  usedBy: { id: 'readers.usedBy', defaultMessage: 'In use by' },
  usedByNobody: { id: 'readers.usedByNobody', defaultMessage: 'No register' },
  refresh: { id: 'readers.refresh', defaultMessage: 'Look again' },
  register: { id: 'readers.register', defaultMessage: 'Register a reader' },
  back: { id: 'readers.back', defaultMessage: 'Back to the list' },
  cancel: { id: 'readers.cancel', defaultMessage: 'Cancel' },
  none: { id: 'readers.none', defaultMessage: 'No reader yet' },
  noneHelp: {
    id: 'readers.noneHelp',
    defaultMessage:
      'A reader tells its code itself: switch it on, connect it to the network, and read the code off its screen. On a reader that was used before: swipe from its left edge, open Settings, type the PIN 07139, and tap the pairing code.',
  },
  noneCashier: {
    id: 'readers.noneCashier',
    defaultMessage: 'A manager can register one here. Until then, take cash.',
  },
  managerOnly: {
    id: 'readers.managerOnly',
    defaultMessage: 'Registering, renaming and removing readers needs a manager.',
  },
  locked: {
    id: 'readers.locked',
    defaultMessage: 'A card payment is under way; the reader can be changed when it has ended.',
  },
  offlineTitle: { id: 'readers.offlineTitle', defaultMessage: 'No connection to the server' },
  offlineHelp: {
    id: 'readers.offlineHelp',
    defaultMessage:
      '{reader} stays the reader of this register. The list comes back with the connection; cash works meanwhile.',
  },
  offlineHelpNone: {
    id: 'readers.offlineHelpNone',
    defaultMessage: 'The list comes back with the connection; cash works meanwhile.',
  },
  offlineStale: {
    id: 'readers.offlineStale',
    defaultMessage:
      'No connection to the server: this list may be out of date, and nothing can be changed now.',
  },
  gone: {
    id: 'readers.gone',
    defaultMessage: '{reader}, the reader of this register, is no longer registered. Choose another one.',
  },
  way: { id: 'readers.way', defaultMessage: 'How it is asked' },
  wayServer: { id: 'readers.wayServer', defaultMessage: 'Server-driven (recommended)' },
  wayServerHelp: {
    id: 'readers.wayServerHelp',
    defaultMessage:
      'The server asks the reader over the internet. Till and reader may be on different networks.',
  },
  waySdk: { id: 'readers.waySdk', defaultMessage: 'Stripe Terminal in this window' },
  waySdkHelp: {
    id: 'readers.waySdkHelp',
    defaultMessage:
      'This window asks the reader over the local network. It needs both on one network with working local names, the window open, and software that is loaded from js.stripe.com.',
  },
  twoSteps: { id: 'readers.twoSteps', defaultMessage: 'Read the card first, charge it in a second step' },
})
