import { defineMessages } from '../../i18n/define-messages.ts'

export const pairingMessages = defineMessages({
  title: { id: 'pairing.title', defaultMessage: 'Connect this till to your shop' },
  intro: {
    id: 'pairing.intro',
    defaultMessage:
      'In the back office, open Devices and make a pairing code. It works once and for ten minutes.',
  },
  server: { id: 'pairing.server', defaultMessage: 'Address of the server' },
  code: { id: 'pairing.code', defaultMessage: 'Pairing code' },
  pair: { id: 'pairing.pair', defaultMessage: 'Pair this till' },
  noServer: {
    id: 'pairing.noServer',
    defaultMessage: 'Nobody answers at this address. Check it, and the network, then try again.',
  },
})
