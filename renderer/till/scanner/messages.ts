import { defineMessages } from '../../i18n/define-messages.ts'

export const scannerMessages = defineMessages({
  notFound: {
    id: 'scanner.notFound',
    defaultMessage: 'No product has the code {code}. Search by name, or check the label.',
  },
  search: { id: 'scanner.search', defaultMessage: 'Search' },
  receiptOpen: {
    id: 'scanner.receiptOpen',
    defaultMessage: 'Press New sale first; then scan the next item.',
  },
})
