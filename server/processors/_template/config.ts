import { z } from 'zod'
import type { Mode } from '../../../domain/mode/mode.ts'
import { Secret } from '../../secret.ts'
import type { GivenVariables } from '../adapter.ts'

/** What the adapter needs to reach one account of Acme. */
export type AcmeConfig = {
  readonly mode: Mode
  readonly secretKey: string
  readonly apiBase: string
}

export const acmeVariables = {
  secrets: ['ACME_SECRET_KEY', 'ACME_WEBHOOK_SECRET'],
  plain: ['ACME_API_BASE'],
} as const

/** Acme's two worlds. Practice reaches neither: without ACME_API_BASE nothing answers, so cards are refused and cash works. */
const apiBases: Readonly<Record<Mode, string>> = {
  // A port that nobody has and that fetch does not forbid.
  practice: 'http://127.0.0.1:2',
  test: 'https://api.test.acme.example',
  live: 'https://api.acme.example',
}

const httpAddress = z.url({ protocol: /^https?$/ })

/** What is missing or malformed, one sentence each: the variable and the way out, never its value. */
export function* acmeMistakes({ mode, value, isMissing }: GivenVariables): Generator<string> {
  const base = value('ACME_API_BASE')
  if (base !== undefined && !httpAddress.safeParse(base).success) {
    yield 'ACME_API_BASE must be an http address, such as http://127.0.0.1:12111.'
  }
  if (mode === 'practice') return
  if (isMissing('ACME_SECRET_KEY')) yield `Set ACME_SECRET_KEY: ${mode} mode needs a key.`
  if (isMissing('ACME_WEBHOOK_SECRET')) yield 'Set ACME_WEBHOOK_SECRET to the signing secret of the webhook.'
}

/** I13: practice, test and live never mix. Each sentence names the two that differ. Where a key shows its world, compare it here as well. */
export function* acmeMismatches({ mode, value }: GivenVariables): Generator<string> {
  if (value('ACME_API_BASE') !== undefined && mode !== 'practice') {
    yield `ACME_API_BASE is for practice only, but CASHWRAP_MODE is ${mode}; unset it.`
  }
}

/** The variables, once nothing is wrong with them. */
export function readAcmeConfig({ mode, value }: GivenVariables): {
  readonly config: AcmeConfig
  readonly webhookSecrets: readonly Secret[]
  readonly practiceUrl: string | null
} {
  const base = value('ACME_API_BASE')?.replace(/\/+$/, '') ?? null
  const secrets = (value('ACME_WEBHOOK_SECRET') ?? '').split(/[\s,]+/).filter((secret) => secret !== '')
  return {
    config: {
      mode,
      secretKey: value('ACME_SECRET_KEY') ?? 'practice',
      apiBase: base ?? apiBases[mode],
    },
    webhookSecrets: secrets.map((secret) => new Secret(secret)),
    practiceUrl: base,
  }
}
