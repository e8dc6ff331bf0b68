import { defineMessages } from '../../i18n/define-messages.ts'

export const todayMessages = defineMessages({
  title: { id: 'today.title', defaultMessage: 'Today' },
  unknownTitle: {
    id: 'today.unknownTitle',
    defaultMessage:
      '{count, plural, one {# card payment has} other {# card payments have}} an unknown outcome',
  },
  unknownHelp: {
    id: 'today.unknownHelp',
    defaultMessage:
      'It is not known yet whether the card was charged. The server keeps asking the bank; nobody should charge again.',
  },
  exceptionsTitle: {
    id: 'today.exceptionsTitle',
    defaultMessage: '{count, plural, one {# matter needs} other {# matters need}} a person',
  },
  exceptionsHelp: {
    id: 'today.exceptionsHelp',
    defaultMessage: 'Payments, refunds or records that no rule may decide. Nothing was thrown away.',
  },
  look: { id: 'today.look', defaultMessage: 'Look at them' },
  noDevices: { id: 'today.noDevices', defaultMessage: 'No till is paired yet' },
  noDevicesHelp: {
    id: 'today.noDevicesHelp',
    defaultMessage: 'Make a pairing code and type it into the till.',
  },
  pair: { id: 'today.pair', defaultMessage: 'Pair a till' },
  quiet: { id: 'today.quiet', defaultMessage: 'Nothing needs a person' },
  quietHelp: {
    id: 'today.quietHelp',
    defaultMessage: 'Every payment has a known outcome and every record of the tills was taken.',
  },
  takings: { id: 'today.takings', defaultMessage: 'Takings' },
  takingsHelp: { id: 'today.takingsHelp', defaultMessage: 'What customers paid, cash rounding included' },
  sales: { id: 'today.sales', defaultMessage: 'Sales' },
  items: { id: 'today.items', defaultMessage: '{count, plural, one {# item} other {# items}}' },
  average: { id: 'today.average', defaultMessage: 'Average sale' },
  averageHelp: { id: 'today.averageHelp', defaultMessage: 'Takings divided by sales' },
  tax: { id: 'today.tax', defaultMessage: 'Tax' },
  taxHelp: { id: 'today.taxHelp', defaultMessage: 'Part of the takings' },
  discounts: { id: 'today.discounts', defaultMessage: 'Discounts' },
  discountsHelp: { id: 'today.discountsHelp', defaultMessage: 'Given on lines and sales' },
  rounding: { id: 'today.rounding', defaultMessage: 'Cash rounding' },
  roundingHelp: { id: 'today.roundingHelp', defaultMessage: 'Added or forgiven on cash' },
  howPaid: { id: 'today.howPaid', defaultMessage: 'How it was paid' },
  count: { id: 'today.count', defaultMessage: '{count, plural, one {# payment} other {# payments}}' },
  noSales: { id: 'today.noSales', defaultMessage: 'No sale has reached the server today.' },
  previousDay: { id: 'today.previousDay', defaultMessage: 'Day before' },
  nextDay: { id: 'today.nextDay', defaultMessage: 'Day after' },
  allSales: { id: 'today.allSales', defaultMessage: 'Sales of this day' },
})
