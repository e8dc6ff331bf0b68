import { z } from 'zod'
import { readerDriverSchema, readerFlowSchema, readerSchema } from './server-api.ts'

/**
 * What a till asks of its server about card readers as things: list, register, rename, remove, try out. Where a person must have a role, the
 * request names who is signed in (`staffId`); the server looks up the role itself.
 */
const staffId = z.string().min(1).max(40)
const label = z.string().trim().min(1).max(60)
const locationId = z.string().min(1).max(255)
const part = z.string().trim().max(100).nullable()

/** GET /v1/locations: the places readers belong to. A reader works only in the country of its place. */
export const readerLocationSchema = z.strictObject({
  id: locationId,
  displayName: z.string().max(300),
  /** One line for a screen: street, postal code, city. */
  addressLine: z.string().max(400),
  /** ISO 3166-1 alpha-2, `IE`; '' when the processor does not say. */
  country: z.string().max(2),
})
export type ReaderLocation = z.infer<typeof readerLocationSchema>
export const locationsResponseSchema = z.strictObject({
  locations: z.array(readerLocationSchema),
  /** The country of the account at the processor: a reader cannot be registered for another; null when it is not known. */
  country: z.string().max(2).nullable(),
})
export type LocationsResponse = z.infer<typeof locationsResponseSchema>

export const newLocationSchema = z.strictObject({
  displayName: z.string().trim().min(1).max(100),
  line1: z.string().trim().min(1).max(100),
  line2: part,
  city: z.string().trim().min(1).max(100),
  state: part,
  postalCode: z.string().trim().min(1).max(20),
  country: z.string().regex(/^[A-Z]{2}$/),
})
export type NewLocation = z.infer<typeof newLocationSchema>
/** POST /v1/locations */
export const createLocationSchema = newLocationSchema.extend({ staffId })
export const locationResponseSchema = z.strictObject({ location: readerLocationSchema })

/** The code a reader shows: `simulated-wpe`, or words like `sepia-cerulean-aqua`. */
export const newReaderSchema = z.strictObject({
  registrationCode: z.string().trim().min(1).max(100),
  label,
  locationId,
})
/** POST /v1/readers */
export const registerReaderSchema = newReaderSchema.extend({ staffId })
/** PATCH /v1/readers/:id */
export const renameReaderSchema = z.strictObject({ label, staffId })
/** DELETE /v1/readers/:id?staffId=… */
export const removeReaderQuerySchema = z.strictObject({ staffId })
export const readerResponseSchema = z.strictObject({ reader: readerSchema })

/** POST /v1/readers/:id/use: this register takes cards on it. */
export const useReaderSchema = z.strictObject({ driver: readerDriverSchema, flow: readerFlowSchema })

/**
 * POST /v1/readers/:id/test · GET /v1/reader-tests/:id · POST /v1/reader-tests/:id/cancel. Practice and test mode only.
 * waiting     the reader asks for a card
 * processing  the bank is being asked
 * voiding     it is known how it ended; what was authorised is being taken back
 * ended       see `outcome`; nothing was charged
 */
export const readerTestSchema = z.strictObject({
  id: z.string().min(1).max(60),
  readerId: z.string().max(255),
  amountMinor: z.int().min(1),
  currency: z.string().length(3),
  state: z.enum(['waiting', 'processing', 'voiding', 'ended']),
  outcome: z.enum(['approved', 'declined', 'cancelled', 'timed-out', 'replaced', 'reader-failed']).nullable(),
  /** The reader cannot be reached just now. */
  readerOffline: z.boolean(),
  card: z.strictObject({ brand: z.string().nullable(), last4: z.string().nullable() }).nullable(),
  startedAtMs: z.int(),
  /** Until when a card is waited for. */
  untilMs: z.int(),
})
export type ReaderTest = z.infer<typeof readerTestSchema>
export const readerTestResponseSchema = z.strictObject({ test: readerTestSchema })
