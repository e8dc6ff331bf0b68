import { defineMessages } from '../../i18n/define-messages.ts'

export const exceptionsMessages = defineMessages({
  title: { id: 'exceptions.title', defaultMessage: 'Exceptions' },
  about: {
    id: 'exceptions.about',
    defaultMessage:
      'Records that a till sent and that could not be taken as they came. They are kept whole; what came after them was taken.',
  },
  none: { id: 'exceptions.none', defaultMessage: 'No exceptions' },
  noneHelp: {
    id: 'exceptions.noneHelp',
    defaultMessage: 'Every record of every till was taken as it came.',
  },
})
