import { z } from 'zod'
import type { Mode } from '../../../domain/mode/mode.ts'
import { fail, ok, type Result } from '../../../domain/result.ts'

/** What the adapter needs to reach one Stripe account. The secret key comes from the environment only (the practice world has no secret). */
export const stripeConfigSchema = z.strictObject({
  mode: z.enum(['practice', 'test', 'live']),
  /** `sk_…` or, better, a restricted `rk_…`. */
  secretKey: z.string().min(1),
  /** Practice only: `http://127.0.0.1:4010`. null: Stripe itself. */
  apiBase: z.url({ protocol: /^https?$/ }).nullable(),
  /** Whether banks may agree to a part of an amount: Stripe opens this to accounts that ask for it. */
  partialApproval: z.boolean(),
})
export type StripeConfig = z.infer<typeof stripeConfigSchema>

/** The practice Stripe takes any test key; this one opens nothing anywhere else. */
export const practiceSecretKey = 'sk_test_practice_world'

/** Practice without a practice Stripe: nothing listens here, so cards are refused as unavailable and cash works. Never Stripe itself. */
const nowhere = 'http://127.0.0.1:9'

const keyMode = (secretKey: string): 'test' | 'live' | null => {
  if (/^(sk|rk)_test_/.test(secretKey)) return 'test'
  if (/^(sk|rk)_live_/.test(secretKey)) return 'live'
  return null
}

/**
 * Checks that key, address and mode belong together. Errors: `mode_mismatch` (names the two that differ), `invalid_input`.
 * Practice without a key gets the practice key.
 */
export function stripeConfig(input: {
  readonly mode: Mode
  readonly secretKey: string | null
  readonly apiBase: string | null
  /** Left out: no. */
  readonly partialApproval?: boolean | undefined
}): Result<StripeConfig> {
  const { mode } = input
  const apiBase = input.apiBase ?? (mode === 'practice' ? nowhere : null)
  if (mode !== 'practice' && apiBase !== null)
    return fail(
      'mode_mismatch',
      `STRIPE_API_BASE is for practice only, but the mode is ${mode}. Remove STRIPE_API_BASE.`,
    )
  const secretKey = input.secretKey ?? (mode === 'practice' ? practiceSecretKey : null)
  if (secretKey === null) return fail('invalid_input', `Mode ${mode} needs STRIPE_SECRET_KEY.`)
  const wanted = mode === 'live' ? 'live' : 'test'
  const given = keyMode(secretKey)
  if (given !== wanted)
    return fail(
      'mode_mismatch',
      `The mode is ${mode}, but STRIPE_SECRET_KEY is ${given === null ? 'not a Stripe secret or restricted key' : `a ${given} key`}. Use a ${wanted} key or change CASHWRAP_MODE.`,
    )
  const parsed = stripeConfigSchema.safeParse({
    mode,
    secretKey,
    apiBase,
    partialApproval: input.partialApproval ?? false,
  })
  return parsed.success
    ? ok(parsed.data)
    : fail(
        'invalid_input',
        'STRIPE_API_BASE is not an http address. Use something like http://127.0.0.1:4010.',
      )
}
