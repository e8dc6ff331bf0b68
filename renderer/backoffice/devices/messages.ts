import { defineMessages } from '../../i18n/define-messages.ts'

export const devicesMessages = defineMessages({
  title: { id: 'devices.title', defaultMessage: 'Devices' },
  pair: { id: 'devices.pair', defaultMessage: 'Pair a till' },
  none: { id: 'devices.none', defaultMessage: 'No till is paired yet' },
  noneHelp: {
    id: 'devices.noneHelp',
    defaultMessage:
      'Make a pairing code here and type it into the till. It belongs to this shop from then on.',
  },
  name: { id: 'devices.name', defaultMessage: 'Device' },
  register: { id: 'devices.register', defaultMessage: 'Register' },
  paired: { id: 'devices.paired', defaultMessage: 'Paired' },
  lastPush: { id: 'devices.lastPush', defaultMessage: 'Last sent' },
  never: { id: 'devices.never', defaultMessage: 'Never' },
  records: { id: 'devices.records', defaultMessage: 'Records' },
  state: { id: 'devices.state', defaultMessage: 'State' },
  active: { id: 'devices.active', defaultMessage: 'May sell' },
  revoked: { id: 'devices.revoked', defaultMessage: 'Revoked' },
  replaced: { id: 'devices.replaced', defaultMessage: 'Replaced' },
  revoke: { id: 'devices.revoke', defaultMessage: 'Revoke' },
  revokeNamed: { id: 'devices.revokeNamed', defaultMessage: 'Revoke {name}, {register}' },
  revokeTitle: { id: 'devices.revokeTitle', defaultMessage: 'Revoke {name}, {register}?' },
  revokeText: {
    id: 'devices.revokeText',
    defaultMessage:
      'The server refuses it from this moment on. Sales that it has not sent yet stay on it and can be rescued there.',
  },
  keep: { id: 'devices.keep', defaultMessage: 'Leave it' },

  codeTitle: { id: 'devices.codeTitle', defaultMessage: 'Pair a till' },
  which: { id: 'devices.which', defaultMessage: 'Which register is it?' },
  newRegister: { id: 'devices.newRegister', defaultMessage: 'A new register' },
  newName: { id: 'devices.newName', defaultMessage: 'Name of the new register' },
  newNameMissing: { id: 'devices.newNameMissing', defaultMessage: 'Give the register a name.' },
  replaces: {
    id: 'devices.replaces',
    defaultMessage:
      '{name} serves this register now. When the code is used, it is replaced and may not sell any more.',
  },
  make: { id: 'devices.make', defaultMessage: 'Make a code' },
  codeFor: { id: 'devices.codeFor', defaultMessage: 'Type this code into the till for {register}:' },
  once: {
    id: 'devices.once',
    defaultMessage: 'It is shown once and works once.',
  },
  expires: { id: 'devices.expires', defaultMessage: 'Valid for another {time}' },
  expired: { id: 'devices.expired', defaultMessage: 'This code has expired. Make a new one.' },
  copy: { id: 'devices.copy', defaultMessage: 'Copy' },
  copied: { id: 'devices.copied', defaultMessage: 'Copied' },
  done: { id: 'devices.done', defaultMessage: 'Done' },
})
