import { z } from 'zod'
import { invalidRequest } from '../http/stripe-refusal.ts'
import { deviceTypes } from '../readers/registration.ts'
import type { PlannedFault } from './faults.ts'

/** How a card meets the reader, in the words of the panel. */
export const readMethods = {
  tap: 'contactless_emv',
  insert: 'contact_emv',
  swipe: 'magnetic_stripe_track2',
} as const

const milliseconds = z.number().int().min(0).max(600_000)

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
})

export const payAtPage = z.object({ card: z.string().default('visa') })
/** `permissions: null`: everything. */
export const apiKey = z.strictObject({
  key: z.string().regex(/^[sr]k_test_\w{3,}$/, 'it must look like rk_test_… or sk_test_…'),
  permissions: z.array(z.string()).nullable().default(null),
  expired: z.boolean().default(false),
})
export const registrationCode = z.object({ device_type: z.enum(deviceTypes).default('simulated_wisepos_e') })

const fault = z.object({
  kind: z.enum(['hang', 'drop', 'error_500', 'reader_timeout', 'reader_busy', 'lock_timeout', 'rate_limit']),
  when: z.enum(['before', 'after']).default('before'),
  delay_ms: milliseconds.default(1_000),
  count: z.number().int().min(1).max(10_000).default(1),
  method: z.enum(['GET', 'POST', 'DELETE']).nullable().default(null),
  path: z.string().default(''),
})

/** Parses a wish; throws a StripeRefusal that names what is wrong with it. */
export const read = <T>(schema: z.ZodType<T>, body: unknown): T => {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const at = issue === undefined || issue.path.length === 0 ? 'The body' : `"${issue.path.join('.')}"`
  throw invalidRequest(undefined, `${at} of this control is not right: ${issue?.message ?? 'unknown'}.`)
}

export const plannedFault = (body: unknown): PlannedFault => {
  const { kind, when, delay_ms, count, method, path } = read(fault, body)
  const common = { method, pathContains: path, remaining: count }
  switch (kind) {
    case 'hang':
      return { ...common, fault: { kind, when, delayMs: delay_ms } }
    case 'drop':
    case 'error_500':
    case 'reader_timeout':
      return { ...common, fault: { kind, when } }
    case 'reader_busy':
    case 'lock_timeout':
    case 'rate_limit':
      return { ...common, fault: { kind, when: 'before' } }
  }
}
