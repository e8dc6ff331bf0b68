import { defineMessages } from '../../i18n/define-messages.ts'

export const readersMessages = defineMessages({
  title: { id: 'readers.title', defaultMessage: 'Card reader of this register' },
  choose: { id: 'readers.choose', defaultMessage: 'Choose the reader that stands at this counter.' },
  online: { id: 'readers.online', defaultMessage: 'Connected' },
  offline: { id: 'readers.offline', defaultMessage: 'Not reachable' },
  simulated: { id: 'readers.simulated', defaultMessage: 'Simulated' },
  chosen: { id: 'readers.chosen', defaultMessage: 'In use here' },
  none: { id: 'readers.none', defaultMessage: 'No reader found' },
  noneHelp: {
    id: 'readers.noneHelp',
    defaultMessage:
      'Register a reader with the payment service first. It must be switched on and on the same network as the server expects.',
  },
  refresh: { id: 'readers.refresh', defaultMessage: 'Look again' },
  locked: {
    id: 'readers.locked',
    defaultMessage: 'A card payment is under way; the reader can be changed when it has ended.',
  },
})
