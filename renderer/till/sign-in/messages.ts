import { defineMessages } from '../../i18n/define-messages.ts'

export const signInMessages = defineMessages({
  title: { id: 'signIn.title', defaultMessage: 'Who is at the till?' },
  enterPin: { id: 'signIn.enterPin', defaultMessage: 'PIN of {name}' },
  chooseFirst: { id: 'signIn.chooseFirst', defaultMessage: 'Tap your name first' },
  pin: { id: 'signIn.pin', defaultMessage: 'PIN' },
  signIn: { id: 'signIn.signIn', defaultMessage: 'Sign in' },
  practicePin: { id: 'signIn.practicePin', defaultMessage: 'Practice PIN {pin}' },
  cashier: { id: 'signIn.cashier', defaultMessage: 'Cashier' },
  manager: { id: 'signIn.manager', defaultMessage: 'Manager' },
  owner: { id: 'signIn.owner', defaultMessage: 'Owner' },
  wrong: { id: 'signIn.wrong', defaultMessage: 'The PIN is wrong. Try again.' },
  locked: {
    id: 'signIn.locked',
    defaultMessage: 'Too many wrong PINs. {name} can sign in again at {time}.',
  },
  nobody: { id: 'signIn.nobody', defaultMessage: 'Nobody can sign in yet' },
  nobodyHelp: {
    id: 'signIn.nobodyHelp',
    defaultMessage:
      'The people of this shop come from the back office. When the server can be reached they appear here.',
  },
  saleOpen: { id: 'signIn.saleOpen', defaultMessage: 'A sale is open. It waits for you, just as it was.' },
})
