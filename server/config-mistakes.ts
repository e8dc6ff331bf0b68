import type { Mode } from '../domain/mode/mode.ts'
import { type Environment, type SecretName, webhookSecretsIn } from './config-environment.ts'

const adminTokenLengthMin = 32

const isHttpUrl = (value: string): boolean => {
  if (!URL.canParse(value)) return false
  const { protocol } = new URL(value)
  return protocol === 'http:' || protocol === 'https:'
}

const isWholeNumber = (value: string, min: number, max: number): boolean =>
  /^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max

/** What is missing or malformed, one sentence each: the variable and the way out, never its value. */
export function* shapeMistakes(
  env: Environment,
  mode: Mode,
  isMissing: (name: SecretName) => boolean,
): Generator<string> {
  yield* storageMistakes(env, isMissing('DATABASE_URL'))
  if (env.CASHWRAP_SERVER_PORT !== undefined && !isWholeNumber(env.CASHWRAP_SERVER_PORT, 0, 65_535)) {
    yield 'CASHWRAP_SERVER_PORT must be a number from 0 to 65535 (0 = any free port).'
  }
  if (env.CASHWRAP_RATE_LIMIT !== undefined && !isWholeNumber(env.CASHWRAP_RATE_LIMIT, 1, 10_000_000)) {
    yield 'CASHWRAP_RATE_LIMIT must be a whole number of requests a minute.'
  }
  if (env.CASHWRAP_ADMIN_TOKEN !== undefined && env.CASHWRAP_ADMIN_TOKEN.length < adminTokenLengthMin) {
    yield `CASHWRAP_ADMIN_TOKEN must have at least ${adminTokenLengthMin} characters.`
  }
  if (mode !== 'practice' && isMissing('CASHWRAP_ADMIN_TOKEN')) {
    yield `Set CASHWRAP_ADMIN_TOKEN (at least ${adminTokenLengthMin} characters): only practice makes its own.`
  }
  if (env.STRIPE_API_BASE !== undefined && !isHttpUrl(env.STRIPE_API_BASE)) {
    yield 'STRIPE_API_BASE must be an http address, such as http://127.0.0.1:12111.'
  }
  if (mode !== 'practice' && isMissing('STRIPE_SECRET_KEY')) {
    yield `Set STRIPE_SECRET_KEY: ${mode} mode needs a key that begins with sk_${mode}_ or rk_${mode}_.`
  }
  if (mode !== 'practice' && isMissing('STRIPE_WEBHOOK_SECRET')) {
    yield 'Set STRIPE_WEBHOOK_SECRET to the signing secret of the webhook endpoint (whsec_…).'
  }
  if (!webhookSecretsIn(env.STRIPE_WEBHOOK_SECRET).every((secret) => secret.startsWith('whsec_'))) {
    yield 'STRIPE_WEBHOOK_SECRET must begin with whsec_ (each of them, when there are several).'
  }
  if (mode === 'practice' && env.CASHWRAP_SHOP_FILE !== undefined) {
    yield 'CASHWRAP_SHOP_FILE is for test and live; practice always sells in the demo shop.'
  }
}

function* storageMistakes(env: Environment, databaseIsMissing: boolean): Generator<string> {
  if (env.CASHWRAP_SERVER_DATA === undefined && databaseIsMissing) {
    yield 'Set CASHWRAP_SERVER_DATA to a folder for SQLite, or DATABASE_URL to a PostgreSQL database.'
  }
  if (env.CASHWRAP_SERVER_DATA !== undefined && !databaseIsMissing) {
    yield 'Set either CASHWRAP_SERVER_DATA or DATABASE_URL, not both.'
  }
  if (env.DATABASE_URL !== undefined && !/^postgres(?:ql)?:\/\//.test(env.DATABASE_URL)) {
    yield 'DATABASE_URL must begin with postgres://.'
  }
}

/** `sk_` secret and `rk_` restricted keys; the word after it says which of the processor's two worlds the key opens. */
const keyWorld = (key: string): 'live' | 'test' | null => {
  const match = /^(?:sk|rk)_(live|test)_\w+$/.exec(key)
  return match === null ? null : (match[1] as 'live' | 'test')
}

/** I13: practice, test and live never mix. Each sentence names the two that differ. */
export function* modeMismatches(env: Environment, mode: Mode): Generator<string> {
  if (env.STRIPE_SECRET_KEY !== undefined) {
    const world = keyWorld(env.STRIPE_SECRET_KEY)
    if (world === null) {
      yield 'STRIPE_SECRET_KEY must begin with sk_test_, rk_test_, sk_live_ or rk_live_.'
    } else if (world === 'live' && mode !== 'live') {
      yield `STRIPE_SECRET_KEY is a live key, but CASHWRAP_MODE is ${mode}; use a test key or set CASHWRAP_MODE=live.`
    } else if (world === 'test' && mode === 'live') {
      yield 'STRIPE_SECRET_KEY is a test key, but CASHWRAP_MODE is live; use a live key or set CASHWRAP_MODE=test.'
    }
  }
  if (env.STRIPE_API_BASE !== undefined && mode !== 'practice') {
    yield `STRIPE_API_BASE is for practice only, but CASHWRAP_MODE is ${mode}; unset it.`
  }
}
