import { defineMessages } from '../../i18n/define-messages.ts'

/** What came of it, by the word the server writes down. */
export const resolutionMessages = defineMessages({
  resolved: { id: 'exceptions.resolution.resolved', defaultMessage: 'Closed' },
  refunded: { id: 'exceptions.resolution.refunded', defaultMessage: 'Refunded' },
  'refund pending': { id: 'exceptions.resolution.refundPending', defaultMessage: 'Refund under way' },
  'refund unknown': { id: 'exceptions.resolution.refundUnknown', defaultMessage: 'Refund being checked' },
  'refunded already': { id: 'exceptions.resolution.refundedAlready', defaultMessage: 'Refunded already' },
  released: { id: 'exceptions.resolution.released', defaultMessage: 'Released' },
  captured: { id: 'exceptions.resolution.captured', defaultMessage: 'Taken' },
  charged: { id: 'exceptions.resolution.charged', defaultMessage: 'Charged, on a person’s word' },
  'not charged': {
    id: 'exceptions.resolution.notCharged',
    defaultMessage: 'Not charged, on a person’s word',
  },
  'no longer so': { id: 'exceptions.resolution.noLongerSo', defaultMessage: 'No longer so' },
  processed: { id: 'exceptions.resolution.processed', defaultMessage: 'Processed' },
  'found again': { id: 'exceptions.resolution.foundAgain', defaultMessage: 'The processor knows it again' },
})
