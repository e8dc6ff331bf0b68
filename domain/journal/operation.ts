import { z } from 'zod'
import {
  operationIdSchema,
  registerIdSchema,
  saleIdSchema,
  shiftIdSchema,
  staffIdSchema,
  storeIdSchema,
} from '../ids/ids.ts'
import { currencyCodeSchema } from '../money/currency.ts'
import { declineReasonSchema } from '../payment/attempt.ts'
import { cartSchema } from '../sale/cart.ts'
import { cardReceiptSchema, tenderSchema, tendersMax } from '../sale/tender.ts'
import { saleTotalsSchema } from '../sale/totals.ts'

const key = z.string().min(1).max(45)
const attemptRef = {
  saleId: saleIdSchema,
  tenderNo: z.int().min(1),
  attempt: z.int().min(1),
  idempotencyKey: key,
}

/** What each kind of operation carries. Self-contained: replaying the bodies in order rebuilds every table of the till. */
export const operationBodies = {
  'staff.signed-in': z.strictObject({ name: z.string() }),
  'staff.signed-out': z.strictObject({}),
  'shift.opened': z.strictObject({ floatMinor: z.int().min(0), currency: currencyCodeSchema }),
  /** A cart put aside, whole. */
  'sale.parked': z.strictObject({ cart: cartSchema, note: z.string().max(200).nullable() }),
  /** A parked cart taken back to the counter, or thrown away. */
  'sale.unparked': z.strictObject({ saleId: saleIdSchema, reason: z.enum(['recalled', 'discarded']) }),
  /** The cart frozen for paying: lines and totals no longer change unless it is reopened with nothing paid. */
  'sale.totalled': z.strictObject({ cart: cartSchema, totals: saleTotalsSchema }),
  /** Paying was given up with nothing paid; the cart is open again. */
  'sale.reopened': z.strictObject({ saleId: saleIdSchema }),
  /** D1: before anything is asked of the server. */
  'payment.intended': z.strictObject({
    ...attemptRef,
    amountMinor: z.int().min(1),
    currency: currencyCodeSchema,
    readerId: z.string().max(255),
  }),
  /** D4: the processor's intent is known; from here a restart reads it back and never makes a second one. */
  'payment.created': z.strictObject({ ...attemptRef, processorPaymentId: z.string().min(1).max(255) }),
  /** An answer was lost. Blocks this tender until the processor is read back. */
  'payment.unknown': z.strictObject({ ...attemptRef, reason: z.string().max(300) }),
  'payment.approved': z.strictObject({
    ...attemptRef,
    processorPaymentId: z.string().min(1).max(255),
    amountMinor: z.int().min(1),
    currency: currencyCodeSchema,
    card: cardReceiptSchema.nullable(),
  }),
  'payment.declined': z.strictObject({
    ...attemptRef,
    processorPaymentId: z.string().max(255).nullable(),
    reason: declineReasonSchema,
  }),
  'payment.voided': z.strictObject({ ...attemptRef, processorPaymentId: z.string().max(255).nullable() }),
  /** Cash taken for a sale. The tender as it stands. */
  'cash.taken': z.strictObject({ saleId: saleIdSchema, tender: tenderSchema, currency: currencyCodeSchema }),
  /** Cash of an unfinished sale handed back, whole. */
  'cash.returned': z.strictObject({
    saleId: saleIdSchema,
    tenderNo: z.int().min(1),
    amountMinor: z.int(),
    currency: currencyCodeSchema,
  }),
  /** D5: tenders cover the total. The sale as sold, frozen, with its receipt number. */
  'sale.completed': z.strictObject({
    receiptNo: z.string().min(1).max(40),
    cart: cartSchema,
    totals: saleTotalsSchema,
    tenders: z.array(tenderSchema).min(1).max(tendersMax),
    roundingMinor: z.int(),
    changeMinor: z.int().min(0),
  }),
} as const

export type OperationKind = keyof typeof operationBodies
export const operationKinds = Object.keys(operationBodies) as readonly OperationKind[]
export type OperationBody<K extends OperationKind> = z.infer<(typeof operationBodies)[K]>

/** The version of the bodies above. A change of any schema needs a new version and a reader for the old one; a test hashes them. */
export const operationVersion = 1

const hash = z.string().regex(/^[0-9a-f]{64}$/)

/** Everything of an operation but its body and hash. */
export const operationHeaderSchema = z.strictObject({
  id: operationIdSchema,
  storeId: storeIdSchema,
  registerId: registerIdSchema,
  /** Gap-free per register, from 1. */
  seq: z.int().min(1),
  /** Wall clock of the till, Unix milliseconds. Order is `seq`'s business, never this. */
  atMs: z.int().min(0),
  shiftId: shiftIdSchema.nullable(),
  staffId: staffIdSchema.nullable(),
  kind: z.enum(operationKinds as [OperationKind, ...OperationKind[]]),
  v: z.literal(operationVersion),
  /** Hash of the operation before, 64 zeros for the first. */
  prevHash: hash,
})
export type OperationHeader = z.infer<typeof operationHeaderSchema>

/**
 * An operation as journalled and sent: the header, the body, and the SHA-256 of `canonicalBytes({...header, body})`
 * (RFC 8785). Parse with `parseOperation`, which also checks the body against its kind.
 */
export type Operation<K extends OperationKind = OperationKind> = {
  [P in K]: OperationHeader & { readonly kind: P; readonly body: OperationBody<P>; readonly hash: string }
}[K]

export const firstPrevHash = '0'.repeat(64)
