import { z } from 'zod'
import { deviceIdSchema, registerIdSchema, saleIdSchema } from '../ids/ids.ts'
import { modeSchema } from '../mode/mode.ts'
import { currencyCodeSchema } from '../money/currency.ts'
import { eventRowSchema } from './events.ts'
import { paymentSchema, registerSchema, storeSchema } from './server-api.ts'

/**
 * What the back office's pages ask of the server under `/v1/backoffice/…`, JSON over HTTP. Opened by the admin token: as `Authorization: Bearer <token>`,
 * or by the cookie that `GET /backoffice/?token=<token>` sets. Failures as in `server-api.ts`; 401 `not_signed_in` without either.
 */

const minor = z.int()
const dayText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const cursor = z.string().max(80)
const limit = z.coerce.number().int().min(1).max(200).default(50)

/** GET /v1/backoffice/shop */
export const backofficeShopSchema = z.strictObject({
  mode: modeSchema,
  store: storeSchema,
  registers: z.array(registerSchema),
  serverTimeMs: z.int(),
  version: z.string(),
})

/** GET /v1/backoffice/sales: newest first. Days are the store's own, in its time zone, both ends included. */
export const salesQuerySchema = z.strictObject({
  fromDay: dayText.optional(),
  toDay: dayText.optional(),
  registerId: registerIdSchema.optional(),
  receiptNo: z.string().min(1).max(40).optional(),
  /** Sales of exactly this total. */
  amountMinor: z.coerce.number().int().min(0).optional(),
  /** `nextCursor` of the page before. */
  after: cursor.optional(),
  limit,
})
export type SalesQuery = z.infer<typeof salesQuerySchema>

export const saleRowSchema = z.strictObject({
  saleId: saleIdSchema,
  receiptNo: z.string(),
  atMs: z.int(),
  registerId: registerIdSchema,
  registerName: z.string().nullable(),
  staffId: z.string().nullable(),
  staffName: z.string().nullable(),
  currency: currencyCodeSchema,
  itemCount: z.int(),
  totalMinor: minor,
  taxMinor: minor,
  discountMinor: minor,
  roundingMinor: minor,
  changeMinor: minor,
  tenders: z.array(z.strictObject({ kind: z.enum(['cash', 'card']), amountMinor: minor })),
})
export type SaleRow = z.infer<typeof saleRowSchema>
export const salesResponseSchema = z.strictObject({
  sales: z.array(saleRowSchema),
  nextCursor: cursor.nullable(),
})

export const saleLineRowSchema = z.strictObject({
  lineNo: z.int(),
  productId: z.string().nullable(),
  sku: z.string().nullable(),
  name: z.string(),
  variant: z.string().nullable(),
  quantity: z.int(),
  unitPriceMinor: minor,
  discountMinor: minor,
  taxMinor: minor,
  totalMinor: minor,
  taxRateName: z.string(),
  taxRatePpm: z.int(),
  taxInclusive: z.boolean(),
})
export const saleTenderRowSchema = z.strictObject({
  tenderNo: z.int(),
  kind: z.enum(['cash', 'card']),
  amountMinor: minor,
  roundingMinor: minor,
  givenMinor: minor,
  changeMinor: minor,
  idempotencyKey: z.string().nullable(),
  processorPaymentId: z.string().nullable(),
  brand: z.string().nullable(),
  last4: z.string().nullable(),
  /** The server's own record of the payment under this key; null for cash, and for a key that the server never heard of. */
  payment: paymentSchema.nullable(),
})
export const operationRowSchema = z.strictObject({
  registerId: registerIdSchema,
  seq: z.int(),
  operationId: z.string(),
  kind: z.string(),
  atMs: z.int(),
  receivedAtMs: z.int(),
  staffId: z.string().nullable(),
  saleId: saleIdSchema.nullable(),
  hash: z.string(),
  prevHash: z.string(),
  /** The body as JSON text, card numbers and secrets blotted out. */
  bodyText: z.string(),
})
export type OperationRow = z.infer<typeof operationRowSchema>
/** GET /v1/backoffice/sales/:saleId */
export const saleDetailSchema = z.strictObject({
  sale: saleRowSchema,
  lines: z.array(saleLineRowSchema),
  tenders: z.array(saleTenderRowSchema),
  /** Every payment of the sale, the declined and voided ones too, in the order they were asked for. */
  payments: z.array(paymentSchema),
  operations: z.array(operationRowSchema),
  events: z.array(eventRowSchema),
})
export type SaleDetail = z.infer<typeof saleDetailSchema>

/** GET /v1/backoffice/operations: newest first by the server's receipt. */
export const operationsQuerySchema = z.strictObject({
  registerId: registerIdSchema.optional(),
  kind: z.string().min(1).max(40).optional(),
  after: cursor.optional(),
  limit,
})
export const operationsResponseSchema = z.strictObject({
  operations: z.array(operationRowSchema),
  nextCursor: cursor.nullable(),
})

/** GET /v1/backoffice/devices */
export const deviceRowSchema = z.strictObject({
  deviceId: deviceIdSchema,
  name: z.string(),
  registerId: registerIdSchema,
  registerName: z.string().nullable(),
  pairedAtMs: z.int(),
  revokedAtMs: z.int().nullable(),
  revokedReason: z.enum(['revoked', 'replaced']).nullable(),
  /** The register's journal as far as the server holds it. */
  headSeq: z.int(),
  /** When the register last sent something; null before the first time. */
  lastPushAtMs: z.int().nullable(),
})
export type DeviceRow = z.infer<typeof deviceRowSchema>
export const devicesResponseSchema = z.strictObject({ devices: z.array(deviceRowSchema) })
/** POST /v1/backoffice/devices/:deviceId/revoke → 200 with the list. */

/** POST /v1/backoffice/pairing-codes: for a register that is there, or for a new one by its name. */
export const createPairingCodeSchema = z.union([
  z.strictObject({ registerId: registerIdSchema }),
  z.strictObject({ registerName: z.string().trim().min(1).max(60) }),
])
export const pairingCodeResponseSchema = z.strictObject({
  /** Shown once, `7KQ2-M4XT-90BD`. Single use. */
  code: z.string(),
  register: registerSchema,
  expiresAtMs: z.int(),
})

/** GET /v1/backoffice/summary?day=2026-11-23 (default: the store's today). */
export const summaryQuerySchema = z.strictObject({ day: dayText.optional() })
export const summarySchema = z.strictObject({
  day: dayText,
  currency: currencyCodeSchema,
  saleCount: z.int(),
  itemCount: z.int(),
  totalMinor: minor,
  taxMinor: minor,
  discountMinor: minor,
  roundingMinor: minor,
  tenders: z.array(z.strictObject({ kind: z.enum(['cash', 'card']), count: z.int(), amountMinor: minor })),
  /** Open ones. */
  exceptionCount: z.int(),
  activeDeviceCount: z.int(),
  /** Payments whose outcome is not known yet. */
  unknownPaymentCount: z.int(),
})
export type Summary = z.infer<typeof summarySchema>
