import { z } from 'zod'
import { currencyCodeSchema } from '../money/currency.ts'

/**
 * The event log as the server tells of it, to the back office and to `npm run trace`: JSON over HTTP, opened as `backoffice.ts` says.
 * Every text in it was redacted before it was written.
 */

const cursor = z.string().max(80)
const dayText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const word = z.string().min(1).max(80)

/** One row of the event log: a call and its answer, a webhook, a change of state, something a person did. */
export const eventRowSchema = z.strictObject({
  /** '' for what could not be assigned to a store: a webhook about nothing of ours. */
  storeId: z.string(),
  seq: z.int(),
  atMs: z.int(),
  kind: z.string(),
  saleId: z.string().nullable(),
  paymentKey: z.string().nullable(),
  deviceId: z.string().nullable(),
  requestId: z.string().nullable(),
  /** `system`, `admin`, `processor`, `device:<id>`, `staff:<id>`. */
  actor: z.string(),
  /** `pi_…`, `ch_…`, `re_…`, `evt_…`, `tmr_…`, and further keys of ours. */
  processorIds: z.array(z.string()),
  latencyMs: z.int().nullable(),
  attempt: z.int().nullable(),
  outcome: z.string().nullable(),
  amountMinor: z.int().nullable(),
  last4: z.string().nullable(),
  bodyText: z.string(),
})
export type EventView = z.infer<typeof eventRowSchema>

/** GET /v1/events: newest first; all conditions hold together. */
export const eventsQuerySchema = z.strictObject({
  /** Anything: a sale's id, a receipt number, a key, an id of the processor, four last digits, an amount. */
  find: word.optional(),
  saleId: word.optional(),
  receiptNo: word.optional(),
  key: word.optional(),
  processorId: word.optional(),
  kind: word.optional(),
  outcome: word.optional(),
  last4: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
  amountMinor: z.coerce.number().int().min(0).optional(),
  /** Unix milliseconds, this instant included. */
  fromMs: z.coerce.number().int().min(0).optional(),
  /** Unix milliseconds, this instant not included. */
  untilMs: z.coerce.number().int().min(0).optional(),
  /** Days of the store's own calendar, both included. */
  fromDay: dayText.optional(),
  toDay: dayText.optional(),
  after: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type EventsQuery = z.infer<typeof eventsQuerySchema>
export const eventsResponseSchema = z.strictObject({
  events: z.array(eventRowSchema),
  nextCursor: cursor.nullable(),
})

/** GET /v1/trace?find=…: one payment's whole story. */
export const traceQuerySchema = z.strictObject({
  find: word,
  /** `yes`: also follow the chain of the whole log, which takes time in proportion to it. */
  verify: z.enum(['yes', 'no']).default('no'),
})

/** One line of a story, in the order of time. */
export const traceEntrySchema = z.strictObject({
  atMs: z.int(),
  /** Who says so. */
  from: z.enum(['till', 'server', 'processor']),
  kind: z.string(),
  /** One plain English sentence. */
  text: z.string(),
  latencyMs: z.int().nullable(),
  attempt: z.int().nullable(),
  outcome: z.string().nullable(),
  /** How long after it happened the server heard of it: a till's operation, a webhook. */
  lagMs: z.int().nullable(),
  actor: z.string(),
  processorIds: z.array(z.string()),
  bodyText: z.string(),
})
export type TraceEntry = z.infer<typeof traceEntrySchema>

export const traceMatchSchema = z.strictObject({
  saleId: z.string(),
  receiptNo: z.string().nullable(),
  atMs: z.int(),
  amountMinor: z.int(),
  currency: currencyCodeSchema,
  /** State of the last card payment; null for a sale without one. */
  state: z.string().nullable(),
  last4: z.string().nullable(),
  paymentKeys: z.array(z.string()),
  processorPaymentIds: z.array(z.string()),
})
export type TraceMatch = z.infer<typeof traceMatchSchema>

export const traceResponseSchema = z.strictObject({
  find: z.string(),
  /** Newest first, at most 20: more than one means that what was given fits several. */
  matches: z.array(traceMatchSchema),
  /** Of the only match, oldest first; of events that belong to no sale when nothing else matches; null when several do. */
  story: z.array(traceEntrySchema).nullable(),
  /** Whether the log still is what was written, when that was asked: up to which number, or which row is the first that is not. */
  chain: z.strictObject({ sound: z.boolean(), seq: z.int(), reason: z.string().nullable() }).nullable(),
})
export type TraceResponse = z.infer<typeof traceResponseSchema>
