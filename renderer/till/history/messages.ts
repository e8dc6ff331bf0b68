import { defineMessages } from '../../i18n/define-messages.ts'

export const historyMessages = defineMessages({
  title: { id: 'history.title', defaultMessage: 'Past sales' },
  search: { id: 'history.search', defaultMessage: 'Search past sales' },
  searchHint: { id: 'history.searchHint', defaultMessage: 'Receipt number or amount' },
  count: { id: 'history.count', defaultMessage: '{count, plural, one {# sale} other {# sales}}' },
  empty: { id: 'history.empty', defaultMessage: 'No sale yet' },
  emptyHelp: { id: 'history.emptyHelp', defaultMessage: 'Every sale of this till will stand here.' },
  nothingFound: { id: 'history.nothingFound', defaultMessage: 'No sale fits “{query}”' },
  nothingFoundHelp: {
    id: 'history.nothingFoundHelp',
    defaultMessage: 'Type a part of the receipt number, or the exact amount.',
  },
  cash: { id: 'history.cash', defaultMessage: 'Cash' },
  card: { id: 'history.card', defaultMessage: 'Card' },
  synced: { id: 'history.synced', defaultMessage: 'Sent' },
  waiting: { id: 'history.waiting', defaultMessage: 'Not sent yet' },
  items: { id: 'history.items', defaultMessage: '{count, plural, one {# item} other {# items}}' },
  back: { id: 'history.back', defaultMessage: 'All sales' },
  receiptOf: { id: 'history.receiptOf', defaultMessage: 'Receipt {receiptNo}' },
  print: { id: 'history.print', defaultMessage: 'Print' },
  listFailed: { id: 'history.listFailed', defaultMessage: 'This could not be read' },
  again: { id: 'history.again', defaultMessage: 'Try again' },
})
