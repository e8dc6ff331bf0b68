import { randomBytes as systemRandomBytes } from 'node:crypto'
import { z } from 'zod'
import { type Mode, modeSchema } from '../domain/mode/mode.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { Secret } from './secret.ts'

/** The server's configuration: from the environment only, checked once at start, secrets wrapped so that they cannot be logged. */
export type ServerConfig = {
  readonly mode: Mode
  readonly host: string
  /** 0 = any free port. */
  readonly port: number
  readonly storage: StorageConfig
  readonly stripe: {
    /** null only in practice: the practice Stripe needs no key. */
    readonly secretKey: Secret | null
    /** null in practice: the server registers its own endpoint at the practice Stripe and keeps that secret in its database. */
    readonly webhookSecret: Secret | null
    /** Where the practice Stripe answers, `http://127.0.0.1:12111`; null in test and live, always. */
    readonly apiBase: string | null
  }
  readonly adminToken: Secret
  /** Folder of the built pages. */
  readonly webRoot: string
  /** Names this server is reached by, besides 127.0.0.1, localhost and [::1]. Anything else in a Host header is refused. */
  readonly allowedHosts: readonly string[]
  readonly rateLimitPerMinute: number
  /** JSON file of a shop to load into an empty database in test and live; null in practice, where the demo shop is loaded. */
  readonly shopFile: string | null
}

export type StorageConfig =
  | { readonly dialect: 'sqlite'; readonly folder: string }
  | { readonly dialect: 'postgres'; readonly url: Secret }

/** `sk_` secret and `rk_` restricted keys; the word after it says which of the processor's two worlds the key opens. */
const keyWorld = (key: string): 'live' | 'test' | null => {
  const match = /^(?:sk|rk)_(live|test)_\w+$/.exec(key)
  return match === null ? null : (match[1] as 'live' | 'test')
}

const text = z
  .string()
  .trim()
  .transform((value) => (value === '' ? undefined : value))
  .optional()

const environmentSchema = z.object({
  CASHWRAP_MODE: text,
  CASHWRAP_SERVER_DATA: text,
  DATABASE_URL: text,
  CASHWRAP_SERVER_HOST: text,
  CASHWRAP_SERVER_PORT: text,
  CASHWRAP_SERVER_NAMES: text,
  CASHWRAP_RATE_LIMIT: text,
  CASHWRAP_ADMIN_TOKEN: text,
  CASHWRAP_WEB_ROOT: text,
  CASHWRAP_SHOP_FILE: text,
  STRIPE_SECRET_KEY: text,
  STRIPE_WEBHOOK_SECRET: text,
  STRIPE_API_BASE: text,
})
type Environment = z.infer<typeof environmentSchema>

const adminTokenLengthMin = 32

/**
 * Reads the environment. Every mistake gets one sentence that names the variable and the way out; all of them are told at once.
 * Errors: `invalid_input`; `mode_mismatch` when a key or address belongs to another mode. No sentence repeats a secret's value.
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  randomBytes: (size: number) => Buffer = systemRandomBytes,
): Result<ServerConfig> {
  const env = environmentSchema.parse(environment)
  const mode = modeSchema.safeParse(env.CASHWRAP_MODE ?? 'practice')
  if (!mode.success) return fail('invalid_input', 'CASHWRAP_MODE must be practice, test or live.')

  const mistakes = [...shapeMistakes(env, mode.data)]
  const mismatches = [...modeMismatches(env, mode.data)]
  const sentences = [...mismatches, ...mistakes]
  if (sentences.length > 0) {
    return fail(mismatches.length > 0 ? 'mode_mismatch' : 'invalid_input', sentences.join(' '))
  }

  return ok({
    mode: mode.data,
    host: env.CASHWRAP_SERVER_HOST ?? '127.0.0.1',
    port: Number(env.CASHWRAP_SERVER_PORT ?? '0'),
    storage: storageOf(env),
    stripe: {
      secretKey: env.STRIPE_SECRET_KEY === undefined ? null : new Secret(env.STRIPE_SECRET_KEY),
      webhookSecret: env.STRIPE_WEBHOOK_SECRET === undefined ? null : new Secret(env.STRIPE_WEBHOOK_SECRET),
      apiBase: env.STRIPE_API_BASE?.replace(/\/+$/, '') ?? null,
    },
    adminToken: new Secret(env.CASHWRAP_ADMIN_TOKEN ?? randomBytes(32).toString('base64url')),
    webRoot: env.CASHWRAP_WEB_ROOT ?? 'dist/renderer',
    allowedHosts: namesOf(env.CASHWRAP_SERVER_NAMES),
    rateLimitPerMinute: Number(env.CASHWRAP_RATE_LIMIT ?? '12000'),
    shopFile: env.CASHWRAP_SHOP_FILE ?? null,
  })
}

function storageOf(env: Environment): StorageConfig {
  return env.DATABASE_URL === undefined
    ? { dialect: 'sqlite', folder: env.CASHWRAP_SERVER_DATA ?? '' }
    : { dialect: 'postgres', url: new Secret(env.DATABASE_URL) }
}

const namesOf = (value: string | undefined): readonly string[] =>
  (value ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '')

const isHttpUrl = (value: string): boolean => {
  if (!URL.canParse(value)) return false
  const { protocol } = new URL(value)
  return protocol === 'http:' || protocol === 'https:'
}

const isWholeNumber = (value: string, min: number, max: number): boolean =>
  /^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max

function* shapeMistakes(env: Environment, mode: Mode): Generator<string> {
  if (env.CASHWRAP_SERVER_DATA === undefined && env.DATABASE_URL === undefined) {
    yield 'Set CASHWRAP_SERVER_DATA to a folder for SQLite, or DATABASE_URL to a PostgreSQL database.'
  }
  if (env.CASHWRAP_SERVER_DATA !== undefined && env.DATABASE_URL !== undefined) {
    yield 'Set either CASHWRAP_SERVER_DATA or DATABASE_URL, not both.'
  }
  if (env.DATABASE_URL !== undefined && !/^postgres(?:ql)?:\/\//.test(env.DATABASE_URL)) {
    yield 'DATABASE_URL must begin with postgres://.'
  }
  if (env.CASHWRAP_SERVER_PORT !== undefined && !isWholeNumber(env.CASHWRAP_SERVER_PORT, 0, 65_535)) {
    yield 'CASHWRAP_SERVER_PORT must be a number from 0 to 65535 (0 = any free port).'
  }
  if (env.CASHWRAP_RATE_LIMIT !== undefined && !isWholeNumber(env.CASHWRAP_RATE_LIMIT, 1, 10_000_000)) {
    yield 'CASHWRAP_RATE_LIMIT must be a whole number of requests a minute.'
  }
  if (env.CASHWRAP_ADMIN_TOKEN !== undefined && env.CASHWRAP_ADMIN_TOKEN.length < adminTokenLengthMin) {
    yield `CASHWRAP_ADMIN_TOKEN must have at least ${adminTokenLengthMin} characters.`
  }
  if (mode !== 'practice' && env.CASHWRAP_ADMIN_TOKEN === undefined) {
    yield `Set CASHWRAP_ADMIN_TOKEN (at least ${adminTokenLengthMin} characters): only practice makes its own.`
  }
  if (env.STRIPE_API_BASE !== undefined && !isHttpUrl(env.STRIPE_API_BASE)) {
    yield 'STRIPE_API_BASE must be an http address, such as http://127.0.0.1:12111.'
  }
  if (mode !== 'practice' && env.STRIPE_SECRET_KEY === undefined) {
    yield `Set STRIPE_SECRET_KEY: ${mode} mode needs a key that begins with sk_${mode}_ or rk_${mode}_.`
  }
  if (mode !== 'practice' && env.STRIPE_WEBHOOK_SECRET === undefined) {
    yield 'Set STRIPE_WEBHOOK_SECRET to the signing secret of the webhook endpoint (whsec_…).'
  }
  if (env.STRIPE_WEBHOOK_SECRET !== undefined && !env.STRIPE_WEBHOOK_SECRET.startsWith('whsec_')) {
    yield 'STRIPE_WEBHOOK_SECRET must begin with whsec_.'
  }
  if (mode === 'practice' && env.CASHWRAP_SHOP_FILE !== undefined) {
    yield 'CASHWRAP_SHOP_FILE is for test and live; practice always sells in the demo shop.'
  }
}

/** I13: practice, test and live never mix. */
function* modeMismatches(env: Environment, mode: Mode): Generator<string> {
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
