import { defineMessages } from '../../i18n/define-messages.ts'

/** How this window stands to its reader, when it commands it itself. */
export const terminalMessages = defineMessages({
  connecting: {
    id: 'readers.terminal.connecting',
    defaultMessage: 'The reader is being connected to this window.',
  },
  connected: {
    id: 'readers.terminal.connected',
    defaultMessage: 'The reader is connected to this window.',
  },
  elsewhere: {
    id: 'readers.terminal.elsewhere',
    defaultMessage: 'Another window of this till asks the reader.',
  },
  'sdk-not-loaded': {
    id: 'readers.terminal.sdkNotLoaded',
    defaultMessage:
      'Stripe’s software could not be loaded from js.stripe.com. Choose “Server-driven”; or check the network and load this page anew.',
  },
  'reader-not-found': {
    id: 'readers.terminal.readerNotFound',
    defaultMessage: 'This reader was not found. Check that it is switched on, or choose “Server-driven”.',
  },
  'reader-in-use': {
    id: 'readers.terminal.readerInUse',
    defaultMessage: 'Another register is using this reader. It is tried again.',
  },
  'not-connected': {
    id: 'readers.terminal.notConnected',
    defaultMessage:
      'The reader cannot be reached on this network. It is tried again; “Server-driven” needs no local network.',
  },
})
