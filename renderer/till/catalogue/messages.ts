import { defineMessages } from '../../i18n/define-messages.ts'

export const catalogueMessages = defineMessages({
  region: { id: 'catalogue.region', defaultMessage: 'Catalogue' },
  search: { id: 'catalogue.search', defaultMessage: 'Search products' },
  searchHint: { id: 'catalogue.searchHint', defaultMessage: 'Name, SKU or barcode' },
  clearSearch: { id: 'catalogue.clearSearch', defaultMessage: 'Clear search' },
  categories: { id: 'catalogue.categories', defaultMessage: 'Categories' },
  all: { id: 'catalogue.all', defaultMessage: 'All' },
  products: { id: 'catalogue.products', defaultMessage: 'Products' },
  results: {
    id: 'catalogue.results',
    defaultMessage: '{count, plural, =0 {Nothing found} one {# product} other {# products}}',
  },
  inCart: { id: 'catalogue.inCart', defaultMessage: '{count, number} in the cart' },
  nothingFound: { id: 'catalogue.nothingFound', defaultMessage: 'Nothing found for “{query}”' },
  nothingFoundHelp: {
    id: 'catalogue.nothingFoundHelp',
    defaultMessage: 'Try fewer letters, another word of the name, or scan the barcode.',
  },
  empty: { id: 'catalogue.empty', defaultMessage: 'No products yet' },
  emptyHelp: {
    id: 'catalogue.emptyHelp',
    defaultMessage:
      'They come from the back office. When the server can be reached they appear here by themselves.',
  },
  emptyCategory: { id: 'catalogue.emptyCategory', defaultMessage: 'Nothing in this category' },
  cardNumber: {
    id: 'catalogue.cardNumber',
    defaultMessage: 'That looks like a card number. It was not kept. Cards are read by the card reader only.',
  },
})
