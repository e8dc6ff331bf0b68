import { defineMessages } from '../../i18n/define-messages.ts'

export const parkedMessages = defineMessages({
  title: { id: 'parked.title', defaultMessage: 'Parked sales' },
  empty: { id: 'parked.empty', defaultMessage: 'No sale is parked' },
  emptyHelp: {
    id: 'parked.emptyHelp',
    defaultMessage: 'Park a sale to serve the next customer first; it waits here, on this till.',
  },
  items: { id: 'parked.items', defaultMessage: '{count, plural, one {# item} other {# items}}' },
  paying: { id: 'parked.paying', defaultMessage: 'Card payment not finished' },
  recall: { id: 'parked.recall', defaultMessage: 'Take back' },
  discard: { id: 'parked.discard', defaultMessage: 'Discard' },
  discardTitle: { id: 'parked.discardTitle', defaultMessage: 'Discard this sale?' },
  discardText: {
    id: 'parked.discardText',
    defaultMessage:
      '{items, plural, one {# item} other {# items}} for {total} will be gone. Nothing was paid for this sale.',
  },
  keep: { id: 'parked.keep', defaultMessage: 'Keep it' },
  parkThis: { id: 'parked.parkThis', defaultMessage: 'Park that sale' },
  cartInUse: {
    id: 'parked.cartInUse',
    defaultMessage: 'There is a sale at the counter. Park or finish it before taking another one back.',
  },
})
