import { defineMessages } from '../../i18n/define-messages.ts'

export const practicePanelMessages = defineMessages({
  title: { id: 'practicePanel.title', defaultMessage: 'Practice reader' },
  hint: {
    id: 'practicePanel.hint',
    defaultMessage: 'What the customer sees. Pick a card and hold it to the reader.',
  },
  hide: { id: 'practicePanel.hide', defaultMessage: 'Close the practice reader' },
})
