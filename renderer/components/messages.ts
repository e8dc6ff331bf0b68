import { defineMessages } from '../i18n/define-messages.ts'

export const componentMessages = defineMessages({
  close: { id: 'components.close', defaultMessage: 'Close' },
  dismiss: { id: 'components.dismiss', defaultMessage: 'Dismiss' },
  decrease: { id: 'components.decrease', defaultMessage: 'One less' },
  increase: { id: 'components.increase', defaultMessage: 'One more' },
  numberPad: { id: 'components.numberPad', defaultMessage: 'Number pad' },
  deleteDigit: { id: 'components.deleteDigit', defaultMessage: 'Delete last digit' },
  clear: { id: 'components.clear', defaultMessage: 'Clear' },
  loading: { id: 'components.loading', defaultMessage: 'Loading' },
})
