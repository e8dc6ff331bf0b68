import { z } from 'zod'
import { invalidRequest } from '../http/stripe-refusal.ts'
import { deviceTypes } from '../readers/registration.ts'
import { milliseconds } from './fault-wish.ts'

/** How a card meets the reader, in the words of the panel. */
export const readMethods = {
  tap: 'contactless_emv',
  insert: 'contact_emv',
  swipe: 'magnetic_stripe_track2',
} as const

export const present = z.object({
  card: z.string().default('visa'),
  method: z.enum(['tap', 'insert', 'swipe']).default('tap'),
  /** How long the bank takes; 0 answers at once. Left out: as on the panel. */
  bank_takes_ms: milliseconds.optional(),
  /** What the customer answers when the reader asks for a tip, in minor units. */
  tip: z.number().int().min(0).optional(),
})
export const chooseTip = z.object({ amount: z.number().int().min(0).max(99_999_999) })
export const enterPin = z.object({ bank_takes_ms: milliseconds.optional() })
export const update = z.object({ for_ms: milliseconds.default(15_000) })
export const slow = z.object({ ms: milliseconds.default(5_000) })
export const unplug = z.object({ when: z.enum(['now', 'after_authorised']).default('now') })
export const declineNext = z.object({ decline_code: z.string().default('generic_decline') })
/** `after_ms: null` ends it. */
export const autoPresent = z.object({ ...present.shape, after_ms: milliseconds.nullable().default(0) })
export const deliveryMode = z.strictObject({
  hold: z.boolean().exactOptional(),
  duplicate: z.boolean().exactOptional(),
  reorder: z.boolean().exactOptional(),
  /** How long each event waits before it is sent for the first time. */
  delay_ms: milliseconds.exactOptional(),
})
const skew = z.number().int().min(-86_400_000).max(86_400_000)
export const clockSkew = z.strictObject({ date_ms: skew.exactOptional(), signature_ms: skew.exactOptional() })

export const payAtPage = z.object({ card: z.string().default('visa') })
/** `permissions: null`: everything. */
export const apiKey = z.strictObject({
  key: z.string().regex(/^[sr]k_test_\w{3,}$/, 'it must look like rk_test_… or sk_test_…'),
  permissions: z.array(z.string()).nullable().default(null),
  expired: z.boolean().default(false),
})
export const registrationCode = z.object({ device_type: z.enum(deviceTypes).default('simulated_wisepos_e') })

/** Parses a wish; throws a StripeRefusal that names what is wrong with it. */
export const read = <T>(schema: z.ZodType<T>, body: unknown): T => {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const at = issue === undefined || issue.path.length === 0 ? 'The body' : `"${issue.path.join('.')}"`
  throw invalidRequest(undefined, `${at} of this control is not right: ${issue?.message ?? 'unknown'}.`)
}
