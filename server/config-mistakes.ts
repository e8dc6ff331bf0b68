import type { Mode } from '../domain/mode/mode.ts'
import type { Environment } from './config-environment.ts'

const adminTokenLengthMin = 32

const isWholeNumber = (value: string, min: number, max: number): boolean =>
  /^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max

/** What is missing or malformed, one sentence each: the variable and the way out, never its value. */
export function* shapeMistakes(
  env: Environment,
  mode: Mode,
  isMissing: (name: string) => boolean,
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
