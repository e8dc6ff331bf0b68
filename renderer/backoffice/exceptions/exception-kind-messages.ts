import { defineMessages } from '../../i18n/define-messages.ts'

/** What each kind of exception is called. */
export const exceptionKindMessages = defineMessages({
  'sync.parked': { id: 'exceptions.kind.syncParked', defaultMessage: 'Record of a till' },
  'payment.orphan': { id: 'exceptions.kind.paymentOrphan', defaultMessage: 'Charge without a record' },
  'payment.duplicate': { id: 'exceptions.kind.paymentDuplicate', defaultMessage: 'Charged twice' },
  'payment.uncaptured': { id: 'exceptions.kind.paymentUncaptured', defaultMessage: 'Money only held' },
  'payment.without-sale': {
    id: 'exceptions.kind.paymentWithoutSale',
    defaultMessage: 'Charge without a sale',
  },
  'payment.contradiction': { id: 'exceptions.kind.paymentContradiction', defaultMessage: 'Records disagree' },
  'payment.lost': { id: 'exceptions.kind.paymentLost', defaultMessage: 'Outcome unknown for good' },
  'refund.failed': { id: 'exceptions.kind.refundFailed', defaultMessage: 'Refund failed' },
  'webhook.dead': { id: 'exceptions.kind.webhookDead', defaultMessage: 'Message not processed' },
  'webhook.clock-skew': { id: 'exceptions.kind.webhookClockSkew', defaultMessage: 'Clock is wrong' },
  'event-log.broken': { id: 'exceptions.kind.eventLogBroken', defaultMessage: 'Event log damaged' },
})
