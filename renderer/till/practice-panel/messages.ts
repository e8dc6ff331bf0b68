import { defineMessages } from '../../i18n/define-messages.ts'

export const practicePanelMessages = defineMessages({
  title: { id: 'practicePanel.title', defaultMessage: 'Practice reader' },
  hide: { id: 'practicePanel.hide', defaultMessage: 'Close the practice reader' },
})
