import { z } from 'zod'
import type { Mode } from '../../../domain/mode/mode.ts'
import { Secret } from '../../secret.ts'
import type { GivenVariables } from '../adapter.ts'

/** What the adapter needs to reach one Stripe account. The secret key comes from the environment only (the practice world has no secret). */
export type StripeConfig = {
  readonly mode: Mode
  /** `sk_…` or, better, a restricted `rk_…`. */
  readonly secretKey: string
  /** Practice only: `http://127.0.0.1:4010`. null: Stripe itself. */
  readonly apiBase: string | null
  /** Whether banks may agree to a part of an amount: Stripe opens this to accounts that ask for it. */
  readonly partialApproval: boolean
}

export const stripeVariables = {
  secrets: ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'],
  plain: ['STRIPE_API_BASE', 'STRIPE_PARTIAL_APPROVAL'],
} as const

/** The practice Stripe takes any test key; this one opens nothing anywhere else. */
const practiceSecretKey = 'sk_test_practice_world'

/** Practice without a practice Stripe: nothing listens here, so cards are refused as unavailable and cash works. Never Stripe itself. */
const nowhere = 'http://127.0.0.1:9'

const httpAddress = z.url({ protocol: /^https?$/ })

/** `sk_` secret and `rk_` restricted keys; the word after it says which of Stripe's two worlds the key opens. https://docs.stripe.com/keys */
const keyWorld = (key: string): 'live' | 'test' | null => {
  const match = /^(?:sk|rk)_(live|test)_\w+$/.exec(key)
  return match === null ? null : (match[1] as 'live' | 'test')
}

/** Several during a rotation: parted by commas, blanks or line ends. */
const webhookSecretsIn = (value: string | undefined): readonly string[] =>
  (value ?? '').split(/[\s,]+/).filter((secret) => secret !== '')

/** What is missing or malformed, one sentence each. */
export function* stripeMistakes({ mode, value, isMissing }: GivenVariables): Generator<string> {
  const base = value('STRIPE_API_BASE')
  if (base !== undefined && !httpAddress.safeParse(base).success) {
    yield 'STRIPE_API_BASE must be an http address, such as http://127.0.0.1:12111.'
  }
  if (mode !== 'practice' && isMissing('STRIPE_SECRET_KEY')) {
    yield `Set STRIPE_SECRET_KEY: ${mode} mode needs a key that begins with sk_${mode}_ or rk_${mode}_.`
  }
  if (mode !== 'practice' && isMissing('STRIPE_WEBHOOK_SECRET')) {
    yield 'Set STRIPE_WEBHOOK_SECRET to the signing secret of the webhook endpoint (whsec_…).'
  }
  if (!webhookSecretsIn(value('STRIPE_WEBHOOK_SECRET')).every((secret) => secret.startsWith('whsec_'))) {
    yield 'STRIPE_WEBHOOK_SECRET must begin with whsec_ (each of them, when there are several).'
  }
  if (!['on', 'off', undefined].includes(value('STRIPE_PARTIAL_APPROVAL'))) {
    yield 'STRIPE_PARTIAL_APPROVAL must be on or off.'
  }
}

/** I13: practice, test and live never mix. Each sentence names the two that differ. */
export function* stripeMismatches({ mode, value }: GivenVariables): Generator<string> {
  const key = value('STRIPE_SECRET_KEY')
  if (key !== undefined) {
    const world = keyWorld(key)
    if (world === null) {
      yield 'STRIPE_SECRET_KEY must begin with sk_test_, rk_test_, sk_live_ or rk_live_.'
    } else if (world === 'live' && mode !== 'live') {
      yield `STRIPE_SECRET_KEY is a live key, but CASHWRAP_MODE is ${mode}; use a test key or set CASHWRAP_MODE=live.`
    } else if (world === 'test' && mode === 'live') {
      yield 'STRIPE_SECRET_KEY is a test key, but CASHWRAP_MODE is live; use a live key or set CASHWRAP_MODE=test.'
    }
  }
  if (value('STRIPE_API_BASE') !== undefined && mode !== 'practice') {
    yield `STRIPE_API_BASE is for practice only, but CASHWRAP_MODE is ${mode}; unset it.`
  }
}

/** The variables, once nothing is wrong with them. Practice without a key gets the practice key, and without an address none that answers. */
export function readStripeConfig({ mode, value }: GivenVariables): {
  readonly config: StripeConfig
  readonly webhookSecrets: readonly Secret[]
  readonly practiceUrl: string | null
} {
  const base = value('STRIPE_API_BASE')?.replace(/\/+$/, '') ?? null
  return {
    config: {
      mode,
      secretKey: value('STRIPE_SECRET_KEY') ?? practiceSecretKey,
      apiBase: base ?? (mode === 'practice' ? nowhere : null),
      partialApproval: value('STRIPE_PARTIAL_APPROVAL') === 'on',
    },
    webhookSecrets: webhookSecretsIn(value('STRIPE_WEBHOOK_SECRET')).map((secret) => new Secret(secret)),
    practiceUrl: base,
  }
}
