import { defineMessages } from '../../i18n/define-messages.ts'

export const pairingMessages = defineMessages({
  title: { id: 'pairing.title', defaultMessage: 'Connect this till to your shop' },
  intro: {
    id: 'pairing.intro',
    defaultMessage:
      'In the back office, open Devices and make a pairing code. It works once and for ten minutes.',
  },
  refused: {
    id: 'pairing.refused',
    defaultMessage:
      'The server no longer takes this till: it was revoked, or another till took its place. Nothing that was rung up is lost. {count, plural, =0 {} one {# record is kept here and is sent once the till is paired again. } other {# records are kept here and are sent once the till is paired again. }}Ask the owner for a pairing code for {register}.',
  },
  cardOpen: {
    id: 'pairing.cardOpen',
    defaultMessage:
      'A card payment was under way. Do not charge that card again: how it ended is found out then.',
  },
  server: { id: 'pairing.server', defaultMessage: 'Address of the server' },
  code: { id: 'pairing.code', defaultMessage: 'Pairing code' },
  pair: { id: 'pairing.pair', defaultMessage: 'Pair this till' },
  noServer: {
    id: 'pairing.noServer',
    defaultMessage: 'Nobody answers at this address. Check it, and the network, then try again.',
  },
})
