import { z } from 'zod'
import { exceptionActionSchema, exceptionKindSchema } from '../exceptions/exception-kinds.ts'
import { saleIdSchema } from '../ids/ids.ts'
import { currencyCodeSchema } from '../money/currency.ts'

/** The exceptions queue, as the back office's page asks for it. */

const cursor = z.string().max(80)

export const exceptionStateSchema = z.enum(['open', 'resolved'])

/** GET /v1/backoffice/exceptions: newest first. */
export const exceptionsQuerySchema = z.strictObject({
  state: exceptionStateSchema.default('open'),
  kind: exceptionKindSchema.optional(),
  /** `nextCursor` of the page before. */
  after: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type ExceptionsQuery = z.input<typeof exceptionsQuerySchema>

export const exceptionRowSchema = z.strictObject({
  exceptionId: z.string(),
  kind: exceptionKindSchema,
  /** What it is about: a payment's key, a refund's key, an event's id. */
  subject: z.string(),
  state: exceptionStateSchema,
  /** One English sentence for logs and for kinds of finding this page has no words for. */
  summary: z.string(),
  saleId: saleIdSchema.nullable(),
  /** When the sale was completed. */
  receiptNo: z.string().nullable(),
  paymentKey: z.string().nullable(),
  amountMinor: z.int().nullable(),
  currency: currencyCodeSchema.nullable(),
  /** Card numbers and secrets blotted out. */
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** What may be done; the proposed action first. Empty once resolved. */
  actions: z.array(exceptionActionSchema),
  raisedAtMs: z.int(),
  seenAtMs: z.int(),
  seenCount: z.int(),
  resolution: z.string().nullable(),
  note: z.string().nullable(),
  resolvedBy: z.string().nullable(),
  resolvedAtMs: z.int().nullable(),
})
export type ExceptionRow = z.infer<typeof exceptionRowSchema>
export const exceptionsResponseSchema = z.strictObject({
  exceptions: z.array(exceptionRowSchema),
  nextCursor: cursor.nullable(),
})

const said = {
  /** Why, in the person's own words; kept for ever. */
  note: z.string().trim().min(3).max(500),
  /** Who acts. The back office has one key for all, so this is their word. */
  by: z.string().trim().min(1).max(60).default('back office'),
}

/** POST /v1/backoffice/exceptions/:id/act */
export const exceptionActSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('resolve'), ...said }),
  z.strictObject({ action: z.literal('replay'), ...said }),
  z.strictObject({ action: z.literal('refund'), ...said }),
  z.strictObject({ action: z.literal('cancel'), ...said }),
  z.strictObject({ action: z.literal('not-charged'), ...said }),
  z.strictObject({
    action: z.literal('charged'),
    /** The processor's id of the charge, as its dashboard shows it: `pi_…`. */
    processorPaymentId: z
      .string()
      .trim()
      .min(3)
      .max(255)
      .regex(/^[A-Za-z0-9_-]+$/),
    ...said,
  }),
])
export type ExceptionAct = z.infer<typeof exceptionActSchema>
export const exceptionActResponseSchema = z.strictObject({ exception: exceptionRowSchema })
