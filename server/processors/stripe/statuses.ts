import type { PaymentStanding, ProcessorRefund, ReaderAction } from '../../../domain/payment/processor.ts'

/** Looks a word of Stripe's up; a word nobody has read about is `unknown`, whatever it may sound like. */
const readBy =
  <T extends string>(table: Readonly<Record<string, T>>) =>
  (word: string | null | undefined): T | 'unknown' =>
    typeof word === 'string' && Object.hasOwn(table, word) ? (table[word] ?? 'unknown') : 'unknown'

/** https://docs.stripe.com/payments/paymentintents/lifecycle */
export const paymentStandings = {
  requires_payment_method: 'awaiting-card',
  requires_confirmation: 'awaiting-card',
  requires_action: 'processing',
  processing: 'processing',
  requires_capture: 'approved',
  succeeded: 'approved',
  canceled: 'canceled',
} as const satisfies Record<string, PaymentStanding>
export const toStanding = readBy<PaymentStanding>(paymentStandings)

/** `requires_action` (the customer must tell where to send the money) is not done yet. https://docs.stripe.com/api/refunds/object#refund_object-status */
export const refundStatuses = {
  pending: 'pending',
  requires_action: 'pending',
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'canceled',
} as const satisfies Record<string, ProcessorRefund['status']>
export const toRefundStatus = readBy<ProcessorRefund['status']>(refundStatuses)

/** https://docs.stripe.com/api/terminal/readers/object#terminal_reader_object-action-status */
export const actionStatuses = {
  in_progress: 'in-progress',
  succeeded: 'succeeded',
  failed: 'failed',
} as const satisfies Record<string, ReaderAction['status']>
export const toActionStatus = readBy<ReaderAction['status']>(actionStatuses)

/**
 * What a reader's action is about. Confirming is the second half of a payment whose card was collected before. A type that is not listed is
 * `other`: it holds the reader, and is no payment of ours as far as anybody can tell.
 * https://docs.stripe.com/api/terminal/readers/object#terminal_reader_object-action-type
 */
export const actionKinds = {
  process_payment_intent: 'payment',
  confirm_payment_intent: 'payment',
  collect_payment_method: 'collect',
  refund_payment: 'refund',
  set_reader_display: 'display',
  collect_inputs: 'other',
  print_content: 'other',
  process_setup_intent: 'other',
} as const satisfies Record<string, ReaderAction['kind']>
export const toActionKind = (type: string): ReaderAction['kind'] =>
  Object.hasOwn(actionKinds, type) ? (actionKinds[type as keyof typeof actionKinds] ?? 'other') : 'other'

/** Which way the money came, by the charge's `payment_method_details.type`. */
export const paymentMethods = {
  card_present: 'card-present',
  interac_present: 'interac',
  card: 'card',
} as const
export const toMethod = (type: string | undefined): 'card-present' | 'interac' | 'card' | null =>
  type !== undefined && Object.hasOwn(paymentMethods, type)
    ? paymentMethods[type as keyof typeof paymentMethods]
    : null
