import { randomBytes as systemRandomBytes } from 'node:crypto'
import { type Mode, modeSchema } from '../domain/mode/mode.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { type Environment, environmentSchema, webhookSecretsIn } from './config-environment.ts'
import { modeMismatches, shapeMistakes } from './config-mistakes.ts'
import { Secret } from './secret.ts'
import { fillFromFiles, readSecretFile, type SecretFile } from './secret-files.ts'

/**
 * The server's configuration: from the environment and the files it names, checked once at start, secrets wrapped so that they cannot be logged. No secret
 * is ever read from a database (but the practice endpoint's own), from a settings file or from a till.
 */
export type ServerConfig = {
  readonly mode: Mode
  readonly host: string
  /** 0 = any free port. */
  readonly port: number
  readonly storage: StorageConfig
  readonly stripe: {
    /** null only in practice: the practice Stripe needs no key. */
    readonly secretKey: Secret | null
    /** Any one of them may sign, so that a secret can be rotated. Empty in practice: the server registers its own endpoint there and keeps that secret in its database. */
    readonly webhookSecrets: readonly Secret[]
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
  /** Sentences for the log of the start: it works, but somebody should change something. */
  readonly warnings: readonly string[]
}

export type StorageConfig =
  | { readonly dialect: 'sqlite'; readonly folder: string }
  | { readonly dialect: 'postgres'; readonly url: Secret }

export type ConfigSources = {
  readonly randomBytes?: ((size: number) => Buffer) | undefined
  readonly readFile?: ((path: string) => SecretFile) | undefined
}

/**
 * Reads the environment. Every mistake gets one sentence that names the variable and the way out; all of them are told at once.
 * Errors: `invalid_input`; `mode_mismatch` when a key or address belongs to another mode. No sentence repeats a secret's value.
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  { randomBytes = systemRandomBytes, readFile = readSecretFile }: ConfigSources = {},
): Result<ServerConfig> {
  const given = environmentSchema.parse(environment)
  const mode = modeSchema.safeParse(given.CASHWRAP_MODE ?? 'practice')
  if (!mode.success) return fail('invalid_input', 'CASHWRAP_MODE must be practice, test or live.')

  const { environment: env, mistakes: ofFiles, warnings } = fillFromFiles(given, readFile)
  const mistakes = [
    ...ofFiles,
    // A secret whose file is at fault is not missing as well.
    ...shapeMistakes(
      env,
      mode.data,
      (name) => env[name] === undefined && given[`${name}_FILE`] === undefined,
    ),
  ]
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
      webhookSecrets: webhookSecretsIn(env.STRIPE_WEBHOOK_SECRET).map((secret) => new Secret(secret)),
      apiBase: env.STRIPE_API_BASE?.replace(/\/+$/, '') ?? null,
    },
    adminToken: new Secret(env.CASHWRAP_ADMIN_TOKEN ?? randomBytes(32).toString('base64url')),
    webRoot: env.CASHWRAP_WEB_ROOT ?? 'dist/renderer',
    allowedHosts: namesOf(env.CASHWRAP_SERVER_NAMES),
    rateLimitPerMinute: Number(env.CASHWRAP_RATE_LIMIT ?? '12000'),
    shopFile: env.CASHWRAP_SHOP_FILE ?? null,
    warnings,
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
