import { z } from 'zod'
import { categorySchema, productSchema, taxRateSchema } from '../catalogue/product.ts'
import { staffMemberSchema } from '../staff/staff.ts'
import { registerSchema, storeSchema } from './server-api.ts'

export const syncBatchCountMax = 200
export const syncBatchBytesMax = 1_000_000

/**
 * POST /v1/sync/operations: operations of one register in seq order, each as its canonical JSON text (the very bytes that were hashed,
 * so that nothing is lost in parsing). The answer acknowledges cumulatively: everything up to `acknowledgedSeq` is durable at the server.
 * `exists` counts as success. A gap answers 409 `sync_gap` with `details.expectedSeq`. A fork or an unreadable body is `parked`: it is kept,
 * a person will see why, and the rest goes on.
 */
export const pushRequestSchema = z.strictObject({
  operations: z.array(z.string().min(2).max(600_000)).min(1).max(syncBatchCountMax),
})
export type PushRequest = z.infer<typeof pushRequestSchema>

export const pushResultSchema = z.strictObject({
  seq: z.int().min(1),
  result: z.enum(['accepted', 'exists', 'parked']),
  reason: z.string().max(500).nullable(),
})
export const pushResponseSchema = z.strictObject({
  acknowledgedSeq: z.int().min(0),
  results: z.array(pushResultSchema),
  serverTimeMs: z.int(),
})
export type PushResponse = z.infer<typeof pushResponseSchema>

/** GET /v1/sync/changes?after=<cursor>&limit=<n>: what changed for this store, oldest first; a tombstone has `value: null`. */
export const changeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('store'), id: z.string(), value: storeSchema.nullable() }),
  z.strictObject({ kind: z.literal('register'), id: z.string(), value: registerSchema.nullable() }),
  z.strictObject({ kind: z.literal('tax-rate'), id: z.string(), value: taxRateSchema.nullable() }),
  z.strictObject({ kind: z.literal('category'), id: z.string(), value: categorySchema.nullable() }),
  z.strictObject({ kind: z.literal('product'), id: z.string(), value: productSchema.nullable() }),
  z.strictObject({ kind: z.literal('staff'), id: z.string(), value: staffMemberSchema.nullable() }),
])
export type Change = z.infer<typeof changeSchema>
export type ChangeKind = Change['kind']

export const changesQuerySchema = z.strictObject({
  /** Opaque; empty for the beginning. */
  after: z.string().max(40).default(''),
  limit: z.coerce.number().int().min(1).max(2_000).default(500),
})
export const changesResponseSchema = z.strictObject({
  changes: z.array(changeSchema),
  cursor: z.string().max(40),
  more: z.boolean(),
})
export type ChangesResponse = z.infer<typeof changesResponseSchema>
