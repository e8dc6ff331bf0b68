import { defineMessages } from './define-messages.ts'

/** What each kind of record is called at the counter. */
export const kindMessages = defineMessages({
  'staff.signed-in': { id: 'kind.signedIn', defaultMessage: 'Sign-in' },
  'staff.signed-out': { id: 'kind.signedOut', defaultMessage: 'Sign-out' },
  'shift.opened': { id: 'kind.shiftOpened', defaultMessage: 'Shift opened' },
  'sale.parked': { id: 'kind.saleParked', defaultMessage: 'Sale parked' },
  'sale.unparked': { id: 'kind.saleUnparked', defaultMessage: 'Sale taken back' },
  'sale.totalled': { id: 'kind.saleTotalled', defaultMessage: 'Sale totalled' },
  'sale.reopened': { id: 'kind.saleReopened', defaultMessage: 'Sale reopened' },
  'payment.intended': { id: 'kind.paymentIntended', defaultMessage: 'Card payment begun' },
  'payment.created': { id: 'kind.paymentCreated', defaultMessage: 'Card payment created' },
  'payment.unknown': { id: 'kind.paymentUnknown', defaultMessage: 'Card payment, outcome unknown' },
  'payment.approved': { id: 'kind.paymentApproved', defaultMessage: 'Card payment approved' },
  'payment.declined': { id: 'kind.paymentDeclined', defaultMessage: 'Card payment declined' },
  'payment.voided': { id: 'kind.paymentVoided', defaultMessage: 'Card payment stopped' },
  'cash.taken': { id: 'kind.cashTaken', defaultMessage: 'Cash taken' },
  'cash.returned': { id: 'kind.cashReturned', defaultMessage: 'Cash given back' },
  'sale.completed': { id: 'kind.saleCompleted', defaultMessage: 'Sale completed' },
  // what the server writes down
  'operation.parked': { id: 'kind.operationParked', defaultMessage: 'Record set aside' },
  'payment.requested': { id: 'kind.paymentRequested', defaultMessage: 'Card payment requested' },
  'payment.moved': { id: 'kind.paymentMoved', defaultMessage: 'Card payment moved on' },
  'payment.contradiction': {
    id: 'kind.paymentContradiction',
    defaultMessage: 'Contradiction about a payment',
  },
  'processor.called': { id: 'kind.processorCalled', defaultMessage: 'Payment service asked' },
  'webhook.received': { id: 'kind.webhookReceived', defaultMessage: 'Message from the payment service' },
  'webhook.processed': { id: 'kind.webhookProcessed', defaultMessage: 'Message taken in' },
  'refund.requested': { id: 'kind.refundRequested', defaultMessage: 'Refund requested' },
  'refund.moved': { id: 'kind.refundMoved', defaultMessage: 'Refund moved on' },
})
