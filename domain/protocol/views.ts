import { z } from 'zod'
import { lineIdSchema, saleIdSchema } from '../ids/ids.ts'
import { modeSchema } from '../mode/mode.ts'
import { currencyCodeSchema } from '../money/currency.ts'
import { declineReasonSchema } from '../payment/attempt.ts'
import { cartSchema } from '../sale/cart.ts'
import { tenderSchema } from '../sale/tender.ts'
import { saleTotalsSchema } from '../sale/totals.ts'
import { roleSchema } from '../staff/staff.ts'
import { readerDriverSchema, readerFlowSchema, registerSchema, storeSchema } from './server-api.ts'

/** What screens are told. Views carry no secrets and no card data beyond brand and last four digits. */

export const connectionSchema = z.enum(['online', 'server-unreachable'])

export const tillStateSchema = z.strictObject({
  paired: z.boolean(),
  mode: modeSchema.nullable(),
  store: storeSchema.nullable(),
  register: registerSchema.nullable(),
  staff: z.strictObject({ id: z.string(), name: z.string(), role: roleSchema }).nullable(),
  connection: connectionSchema,
  /** Operations waiting to reach the server, the age of the oldest, and how many need a person. */
  queue: z.strictObject({
    pending: z.int().min(0),
    oldestAtMs: z.int().nullable(),
    needsPerson: z.int().min(0),
  }),
  reader: z
    .strictObject({ id: z.string(), label: z.string(), driver: readerDriverSchema, flow: readerFlowSchema })
    .nullable(),
  /** What works right now, per tender, and why not. */
  works: z.strictObject({
    cash: z.boolean(),
    card: z.boolean(),
    cardReason: z.enum(['offline', 'processor-down', 'no-reader', 'not-paired']).nullable(),
  }),
  catalogue: z.strictObject({ productCount: z.int().min(0), ready: z.boolean() }),
  practicePanelUrl: z.string().nullable(),
  parkedCount: z.int().min(0),
  serverUrl: z.string().nullable(),
  version: z.string(),
})
export type TillState = z.infer<typeof tillStateSchema>

export const staffChoiceSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  role: roleSchema,
  practicePin: z.string().nullable(),
  /** Unix ms until which sign-in waits after wrong PINs. */
  lockedUntilMs: z.int().nullable(),
})
export type StaffChoice = z.infer<typeof staffChoiceSchema>

export const tileSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  variant: z.string().nullable(),
  categoryId: z.string(),
  sku: z.string(),
  ean: z.string().nullable(),
  priceMinor: z.int(),
  currency: currencyCodeSchema,
  tileSvg: z.string().nullable(),
})
export type Tile = z.infer<typeof tileSchema>

/**
 * The card part of paying, as the screen shows it.
 * starting   the intent is being made      waiting    the customer is asked to tap, insert or swipe
 * processing the bank is asked             cancelling Cancel was pressed; waiting to know that no money moved
 * declined   ended, no money moved         voided     ended by Cancel, no money moved
 * failed     ended before a card was asked (reader offline, server refused); no money moved; `errorCode` says why
 * unknown    it is not known whether the card was charged; being checked; do not charge again
 */
export const cardAttemptViewSchema = z.strictObject({
  tenderNo: z.int().min(1),
  attempt: z.int().min(1),
  amountMinor: z.int().min(1),
  state: z.enum([
    'starting',
    'waiting',
    'processing',
    'cancelling',
    'declined',
    'voided',
    'failed',
    'unknown',
  ]),
  sinceMs: z.int(),
  declineReason: declineReasonSchema.nullable(),
  errorCode: z.string().nullable(),
  readerLabel: z.string().nullable(),
  /** When the till asks the processor again, for `unknown`. */
  nextCheckAtMs: z.int().nullable(),
  /**
   * For `unknown`: whose answer is missing. `server-disk`: the server has no room to write down what it learns. `till-disk`: this till has none.
   * `person`: the processor no longer knows the payment, and somebody has to say in the back office what became of it.
   */
  waitsFor: z.enum(['processor', 'server', 'server-disk', 'till-disk', 'reader', 'person']).nullable(),
  /** A cancellation is on its way, to be made certain of. */
  isCancelling: z.boolean(),
  /** For `unknown`: by then an intent that no card was charged for is cancelled, if the processor can be asked at all. */
  endsByMs: z.int().nullable(),
})
export type CardAttemptView = z.infer<typeof cardAttemptViewSchema>

export const payingViewSchema = z.strictObject({
  tenders: z.array(tenderSchema),
  /** Still to pay, without cash rounding. */
  remainingMinor: z.int(),
  /** Still to pay when the rest is paid in cash: remaining + rounding. */
  cashDueMinor: z.int(),
  cashRoundingMinor: z.int(),
  /** Amounts for the quick-cash buttons above the exact one, smallest first. */
  quickCashMinor: z.array(z.int()),
  card: cardAttemptViewSchema.nullable(),
})
export type PayingView = z.infer<typeof payingViewSchema>

export const receiptViewSchema = z.strictObject({
  saleId: saleIdSchema,
  receiptNo: z.string(),
  mode: modeSchema,
  store: storeSchema,
  register: registerSchema,
  cashier: z.string(),
  atMs: z.int(),
  cart: cartSchema,
  totals: saleTotalsSchema,
  tenders: z.array(tenderSchema),
  roundingMinor: z.int(),
  changeMinor: z.int(),
})
export type ReceiptView = z.infer<typeof receiptViewSchema>

/** The counter, whole: what the till screen draws. `revision` grows with every change; an older one is ignored. */
export const counterViewSchema = z.strictObject({
  revision: z.int().min(0),
  phase: z.enum(['cart', 'paying', 'receipt']),
  cart: cartSchema,
  totals: saleTotalsSchema,
  paying: payingViewSchema.nullable(),
  receipt: receiptViewSchema.nullable(),
  /** The line touched last, so that the screen scrolls to it and the numpad edits it. */
  lastLineId: lineIdSchema.nullable(),
})
export type CounterView = z.infer<typeof counterViewSchema>

export const parkedSaleSchema = z.strictObject({
  saleId: saleIdSchema,
  parkedAtMs: z.int(),
  /** `paying`: put aside while it is not known how its card payment ended; it can be taken back, not discarded. */
  state: z.enum(['parked', 'paying']),
  staffName: z.string(),
  note: z.string().nullable(),
  itemCount: z.int(),
  totalMinor: z.int(),
  currency: currencyCodeSchema,
})
export type ParkedSale = z.infer<typeof parkedSaleSchema>

export const saleSummarySchema = z.strictObject({
  saleId: saleIdSchema,
  receiptNo: z.string(),
  atMs: z.int(),
  staffName: z.string(),
  itemCount: z.int(),
  totalMinor: z.int(),
  currency: currencyCodeSchema,
  tenderKinds: z.array(z.enum(['cash', 'card'])),
  synced: z.boolean(),
})
export type SaleSummary = z.infer<typeof saleSummarySchema>

export const queueEntrySchema = z.strictObject({
  seq: z.int(),
  kind: z.string(),
  atMs: z.int(),
  state: z.enum(['pending', 'sending', 'accepted', 'needs-person']),
  reason: z.string().nullable(),
})
export type QueueEntry = z.infer<typeof queueEntrySchema>
