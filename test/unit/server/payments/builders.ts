import type {
  PaymentStanding,
  ProcessorPayment,
  ProcessorReader,
} from '../../../../domain/payment/processor.ts'
import type { Observation } from '../../../../server/payments/observation.ts'
import type { PaymentRow } from '../../../../server/payments/payment-row.ts'
import { aProcessorPayment, aProcessorReader } from '../processors/builders.ts'

/** A payment that is on its reader. */
export const aRow = (changes: Partial<PaymentRow> = {}): PaymentRow => ({
  store_id: 'store',
  key: 'pay-1',
  register_id: 'register',
  device_id: 'device',
  sale_id: 'sale',
  tender_no: 1,
  attempt: 1,
  amount_minor: 1000,
  currency: 'USD',
  processor: 'stripe',
  processor_payment_id: 'pi_1',
  create_sent: 1,
  state: 'processing',
  captured_minor: 0,
  refunded_minor: 0,
  decline_reason: null,
  decline_code: null,
  card: null,
  reader_id: 'tmr_1',
  reader_label: 'Counter',
  reader_status: 'waiting',
  on_reader: 1,
  process_no: 1,
  cancel_no: 0,
  cancel_requested: 0,
  requested_at_ms: 0,
  updated_at_ms: 0,
  version: 1,
  ...changes,
})

export const anIntent = (
  standing: PaymentStanding,
  changes: Partial<ProcessorPayment> = {},
): ProcessorPayment =>
  aProcessorPayment({
    standing,
    status: standing,
    amountMinor: 1000,
    authorizedMinor: standing === 'approved' ? 1000 : 0,
    capturedMinor: standing === 'approved' ? 1000 : 0,
    marks: {
      key: 'pay-1',
      storeId: 'store',
      registerId: 'register',
      saleId: 'sale',
      tenderNo: 1,
      attempt: 1,
    },
    ...changes,
  })

export const aReader = (
  status: 'in-progress' | 'succeeded' | 'failed' | 'unknown' | 'none' | 'other',
  changes: { online?: boolean; code?: string; declined?: boolean } = {},
): ProcessorReader => ({
  ...aProcessorReader(),
  online: changes.online ?? true,
  action:
    status === 'none'
      ? null
      : status === 'other'
        ? { kind: 'payment', paymentId: 'pi_other', status: 'in-progress', failure: null }
        : {
            kind: 'payment',
            paymentId: 'pi_1',
            status,
            failure:
              status === 'failed'
                ? {
                    code: changes.code ?? 'reader_error',
                    message: '',
                    decline: changes.declined === true ? { reason: 'generic', code: 'lost_card' } : null,
                  }
                : null,
          },
})

export const seen = (payment: ProcessorPayment, reader?: ProcessorReader): Observation => ({
  payment: { kind: 'seen', payment },
  reader: reader === undefined ? { kind: 'not-asked' } : { kind: 'seen', reader },
})
