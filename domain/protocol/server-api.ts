import { z } from 'zod'
import { deviceIdSchema, registerIdSchema, saleIdSchema, storeIdSchema } from '../ids/ids.ts'
import { modeSchema } from '../mode/mode.ts'
import { currencyCodeSchema, exponentOf } from '../money/currency.ts'
import { declineReasonSchema } from '../payment/attempt.ts'
import { cardAmountMinorMax, cardReceiptSchema, tendersMax } from '../sale/tender.ts'
import { looksLikeCardNumber } from '../security/card-number.ts'

/**
 * What a till asks of its server: JSON over HTTP, every request but pairing signed (`device-signature.ts`).
 * A failure is `{ error: { code, message, details? } }` with the HTTP status of the code's row in `domain/errors/codes.ts`.
 */
export const protocolVersion = 1

const key = z
  .string()
  .min(1)
  .max(45)
  .regex(/^[\x21-\x7e]+$/)
  .refine((text) => !looksLikeCardNumber(text), 'a card number is no key')
const amountMinor = z.int().min(1).max(cardAmountMinorMax)

export const storeSchema = z.strictObject({
  id: storeIdSchema,
  name: z.string().min(1).max(80),
  addressLines: z.array(z.string().max(80)).max(6),
  /** One that can be paid in: no sale could be made in another. */
  currency: currencyCodeSchema.refine(
    (code) => exponentOf(code) !== undefined,
    'not a currency that can be paid in',
  ),
  /** Cash is rounded to a multiple of this many minor units; 1 = no rounding, 5 = 0.05, 10 = 0.10. */
  cashRoundingMinor: z.int().min(1).max(100),
  receiptFooter: z.string().max(400),
  timeZone: z.string().min(1).max(60),
  locale: z.string().min(2).max(20),
})
export type Store = z.infer<typeof storeSchema>

export const registerSchema = z.strictObject({ id: registerIdSchema, name: z.string().min(1).max(60) })
export type Register = z.infer<typeof registerSchema>

/** POST /v1/devices/pair (unsigned; the code is the proof) */
export const pairRequestSchema = z.strictObject({
  code: z.string().min(6).max(40),
  /** Ed25519 public key, raw 32 bytes, base64url. */
  publicKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  deviceName: z.string().min(1).max(60),
  /** The mode the till's own database is in, or null for a new till that takes the server's. */
  mode: modeSchema.nullable(),
})
export const pairResponseSchema = z.strictObject({
  deviceId: deviceIdSchema,
  mode: modeSchema,
  store: storeSchema,
  register: registerSchema,
  serverTimeMs: z.int(),
  /** Practice only: where the simulated reader's panel is. */
  practicePanelUrl: z.string().max(300).nullable(),
  /** Server's head of this register's journal: 0 and 64 zeros for a new register. */
  headSeq: z.int().min(0),
  headHash: z.string().length(64),
})
export type PairRequest = z.infer<typeof pairRequestSchema>
export type PairResponse = z.infer<typeof pairResponseSchema>

/**
 * requested   the server has the operation, the processor may not (D2)
 * created     the processor's intent is known (D3)
 * processing  the reader has it; a customer is being asked
 * unknown     an answer was lost; being read back
 * approved, declined, voided: final; only an approved one that was authorised and never captured can still be released (voided)
 */
export const paymentStateSchema = z.enum([
  'requested',
  'created',
  'processing',
  'unknown',
  'approved',
  'declined',
  'voided',
])
export type PaymentState = z.infer<typeof paymentStateSchema>

export const paymentTransitions = {
  requested: ['created', 'unknown', 'declined', 'voided'],
  created: ['processing', 'unknown', 'approved', 'declined', 'voided'],
  processing: ['created', 'unknown', 'approved', 'declined', 'voided'],
  unknown: ['created', 'processing', 'approved', 'declined', 'voided'],
  approved: ['voided'],
  declined: [],
  voided: [],
} as const satisfies Record<PaymentState, readonly PaymentState[]>

export const canMovePayment = (from: PaymentState, to: PaymentState): boolean =>
  (paymentTransitions[from] as readonly PaymentState[]).includes(to)

export const paymentSchema = z.strictObject({
  idempotencyKey: key,
  saleId: saleIdSchema,
  tenderNo: z.int().min(1),
  attempt: z.int().min(1),
  amountMinor,
  currency: currencyCodeSchema,
  state: paymentStateSchema,
  processor: z.string().min(1).max(40),
  processorPaymentId: z.string().max(255).nullable(),
  capturedMinor: z.int().min(0),
  refundedMinor: z.int().min(0),
  declineReason: declineReasonSchema.nullable(),
  card: cardReceiptSchema.nullable(),
  /** What the reader says of this payment right now; null when it is not (or no longer) on a reader. */
  reader: z
    .strictObject({
      id: z.string().max(255),
      label: z.string().max(255),
      status: z.enum(['waiting', 'processing', 'offline', 'busy', 'replaced', 'failed']),
    })
    .nullable(),
  /** Only when `unknown`: the processor no longer knows it, and a person has to say in the back office what became of it. */
  needsPerson: z.literal(true).optional(),
})
export type Payment = z.infer<typeof paymentSchema>

/** POST /v1/payments: record and create the intent. The same key again answers the same payment; with another body 409 idempotency_conflict. */
export const createPaymentSchema = z.strictObject({
  idempotencyKey: key,
  saleId: saleIdSchema,
  tenderNo: z.int().min(1).max(tendersMax),
  attempt: z.int().min(1).max(99),
  amountMinor,
  currency: currencyCodeSchema,
})
export type CreatePayment = z.infer<typeof createPaymentSchema>

/** Who commands the reader: the server over the processor's API, or the processor's reader SDK in the till's own screen. */
export const readerDriverSchema = z.enum(['server', 'sdk'])
export type ReaderDriver = z.infer<typeof readerDriverSchema>

/** How a server-driven reader is asked: everything in one command, or the card first and the charge in a second one. */
export const readerFlowSchema = z.enum(['process', 'collect-confirm'])
export type ReaderFlow = z.infer<typeof readerFlowSchema>

/** POST /v1/payments/:key/process */
export const processPaymentSchema = z.strictObject({
  readerId: z
    .string()
    .min(1)
    .max(255)
    .refine((text) => !looksLikeCardNumber(text), 'a card number is no reader'),
  flow: readerFlowSchema.default('process'),
  /** The part of the amount that a tip on the reader may be added to; null: the reader does not ask for one. */
  tipping: z.strictObject({ eligibleMinor: amountMinor }).nullable().default(null),
})
export type ProcessPayment = z.infer<typeof processPaymentSchema>
/** GET /v1/payments/:key (reads the processor back unless final) · POST /v1/payments/:key/cancel · POST /v1/payments/:key/capture */
export const paymentResponseSchema = z.strictObject({ payment: paymentSchema })

/** POST /v1/refunds */
export const createRefundSchema = z.strictObject({
  idempotencyKey: key,
  paymentKey: key,
  amountMinor,
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']),
})
export const refundSchema = z.strictObject({
  idempotencyKey: key,
  paymentKey: key,
  amountMinor,
  currency: currencyCodeSchema,
  state: z.enum(['requested', 'pending', 'succeeded', 'failed', 'canceled', 'unknown']),
  processorRefundId: z.string().max(255).nullable(),
})
export type Refund = z.infer<typeof refundSchema>
export const refundResponseSchema = z.strictObject({ refund: refundSchema })

/** GET /v1/readers */
export const readerSchema = z.strictObject({
  id: z.string().min(1).max(255),
  label: z.string().max(255),
  deviceType: z.string().max(60),
  online: z.boolean(),
  /** A payment or a test is on it now. */
  busy: z.boolean(),
  lastSeenAtMs: z.int().nullable(),
  serial: z.string().max(255).nullable(),
  softwareVersion: z.string().max(255).nullable(),
  location: z.strictObject({ id: z.string().max(255), name: z.string().max(300) }).nullable(),
  /** The registers of this store that take cards on it. */
  usedBy: z.array(z.strictObject({ registerId: registerIdSchema, name: z.string().max(60) })).max(200),
  lastPaymentAtMs: z.int().nullable(),
})
export type Reader = z.infer<typeof readerSchema>
export const readersResponseSchema = z.strictObject({ readers: z.array(readerSchema) })

/** POST /v1/readers/:id/display: the cart as the customer sees it while ringing. Display only. */
export const readerDisplaySchema = z.strictObject({
  currency: currencyCodeSchema,
  lines: z
    .array(
      z.strictObject({ description: z.string().max(120), amountMinor: z.int(), quantity: z.int().min(1) }),
    )
    .max(100),
  taxMinor: z.int(),
  totalMinor: z.int(),
})

/** POST /v1/terminal/connection-tokens */
export const connectionTokenResponseSchema = z.strictObject({ secret: z.string().min(1) })

/** GET /v1/status: what the server can do right now. `cards`: whether card payments reach the processor; `reason` is for the log, not for a screen. */
export const statusResponseSchema = z.strictObject({
  serverTimeMs: z.int(),
  mode: modeSchema,
  cards: z.strictObject({
    state: z.enum(['up', 'down']),
    sinceMs: z.int(),
    reason: z.string().max(120).nullable(),
  }),
})
export type ServerStatus = z.infer<typeof statusResponseSchema>

export const errorResponseSchema = z.strictObject({
  error: z.strictObject({
    code: z.string(),
    message: z.string(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  }),
})
