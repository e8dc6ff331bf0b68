import type { PaymentRow } from './payment-row.ts'

/**
 * A payment whose intent was handed to a reader SDK in a till's page: no reader holds it as far as the server can see, and it may be charged all the
 * same. The row says so before the secret leaves: `reader_status` without `on_reader`.
 */
export const isInPage = (row: Pick<PaymentRow, 'on_reader' | 'reader_status'>): boolean =>
  row.on_reader === 0 && (row.reader_status === 'waiting' || row.reader_status === 'processing')
