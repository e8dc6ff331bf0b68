import { sealOperation } from '../../../../domain/journal/chain.ts'
import {
  firstPrevHash,
  type Operation,
  type OperationBody,
  type OperationHeader,
  type OperationKind,
  operationHeaderSchema,
  operationVersion,
} from '../../../../domain/journal/operation.ts'
import { priceCart } from '../../../../domain/sale/price-cart.ts'
import { aCart, aLine, lineId, saleId, salesTax, theValue, uuid } from '../builders.ts'

const cart = aCart(
  [
    aLine(1, { quantity: 2 }),
    aLine(2, { taxRate: salesTax, discount: { kind: 'percent', ratePpm: 100_000 } }),
  ],
  {
    discount: { kind: 'amount', amountMinor: 100 },
    note: 'für Ada 🎁',
  },
)
const totals = theValue(priceCart(cart))
const attempt = { saleId, tenderNo: 1, attempt: 1, idempotencyKey: 'pay-0123' }
const cashTender = {
  kind: 'cash',
  tenderNo: 2,
  amountMinor: 500,
  roundingMinor: 0,
  givenMinor: 1_000,
  changeMinor: 500,
} as const
const cardTender = {
  kind: 'card',
  tenderNo: 1,
  amountMinor: totals.totalMinor - 500,
  idempotencyKey: 'pay-0123',
  processorPaymentId: 'pi_1',
  card: null,
} as const

/** One body of every kind. */
export const bodies: { readonly [K in OperationKind]: OperationBody<K> } = {
  'staff.signed-in': { name: 'Ada' },
  'staff.signed-out': {},
  'shift.opened': { floatMinor: 10_000, currency: 'EUR' },
  'sale.parked': { cart, note: null },
  'sale.unparked': { saleId, reason: 'recalled' },
  'sale.totalled': { cart, totals },
  'sale.reopened': { saleId },
  'payment.intended': { ...attempt, amountMinor: 2_000, currency: 'EUR', readerId: 'tmr_1' },
  'payment.created': { ...attempt, processorPaymentId: 'pi_1' },
  'payment.unknown': { ...attempt, reason: 'the connection was lost' },
  'payment.approved': {
    ...attempt,
    processorPaymentId: 'pi_1',
    amountMinor: 2_000,
    currency: 'EUR',
    card: null,
  },
  'payment.declined': { ...attempt, processorPaymentId: null, reason: 'insufficient_funds' },
  'payment.voided': { ...attempt, processorPaymentId: 'pi_1' },
  'cash.taken': { saleId, tender: cashTender, currency: 'EUR' },
  'cash.returned': { saleId, tenderNo: 2, amountMinor: 500, currency: 'EUR' },
  'sale.completed': {
    receiptNo: 'A-000001',
    cart,
    totals,
    tenders: [cardTender, cashTender],
    roundingMinor: 0,
    changeMinor: 500,
  },
}

export const headerOf = <K extends OperationKind>(kind: K, change: Partial<OperationHeader> = {}) => ({
  ...operationHeaderSchema.parse({
    id: uuid(70),
    storeId: 'store-1',
    registerId: 'register-1',
    seq: 1,
    atMs: 1_795_420_680_000,
    shiftId: lineId(71),
    staffId: 'staff-1',
    kind,
    v: operationVersion,
    prevHash: firstPrevHash,
    ...change,
  }),
  kind,
})

export const operationOf = <K extends OperationKind>(
  kind: K,
  change: Partial<OperationHeader> = {},
): Operation<K> => {
  const body: OperationBody<K> = bodies[kind]
  return sealOperation(headerOf(kind, change), body)
}
