import { randomBytes as systemRandomBytes } from 'node:crypto'
import { type Mode, modeSchema } from '../domain/mode/mode.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { type Environment, readEnvironment } from './config-environment.ts'
import { shapeMistakes } from './config-mistakes.ts'
import type { ProcessorConnection } from './processors/adapter.ts'
import { type ProcessorId, processorIds, processors } from './processors/registry.ts'
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
  /** The processor of this server's counters. */
  readonly processor: ProcessorConnection & { readonly id: ProcessorId; readonly name: string }
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
  const given = readEnvironment(environment)
  const mode = modeSchema.safeParse(given.CASHWRAP_MODE ?? 'practice')
  if (!mode.success) return fail('invalid_input', 'CASHWRAP_MODE must be practice, test or live.')

  const id = processorIds.find((known) => known === (given.CASHWRAP_PROCESSOR ?? processorIds[0]))
  if (id === undefined)
    return fail('invalid_input', `CASHWRAP_PROCESSOR must be one of these: ${processorIds.join(', ')}.`)

  const { environment: env, mistakes: ofFiles, warnings } = fillFromFiles(given, readFile)
  // A secret whose file is at fault is not missing as well.
  const isMissing = (name: string): boolean => env[name] === undefined && given[`${name}_FILE`] === undefined
  const processor = processors[id].check({ mode: mode.data, value: (name) => env[name], isMissing })
  const mistakes = [...ofFiles, ...shapeMistakes(env, mode.data, isMissing), ...processor.mistakes]
  const sentences = [...processor.mismatches, ...mistakes]
  if (sentences.length > 0) {
    return fail(processor.mismatches.length > 0 ? 'mode_mismatch' : 'invalid_input', sentences.join(' '))
  }

  return ok({
    mode: mode.data,
    host: env.CASHWRAP_SERVER_HOST ?? '127.0.0.1',
    port: Number(env.CASHWRAP_SERVER_PORT ?? '0'),
    storage: storageOf(env),
    processor: { id, name: processors[id].name, ...processor.connect() },
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
