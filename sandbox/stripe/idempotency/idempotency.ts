import { createHash } from 'node:crypto'
import type Database from 'better-sqlite3'
import type { Clock } from '../clock.ts'
import type { FormHash, FormValue } from '../http/form.ts'
import { isHash } from '../http/form.ts'
import { StripeRefusal } from '../http/stripe-refusal.ts'

/** An answer that was given before under the same key. */
export interface SavedAnswer {
  readonly status: number
  readonly body: string
  readonly requestId: string
}

/**
 * Idempotency keys as docs.stripe.com/api/idempotent_requests describes them: the first answer, a 500 included, is given
 * again to the same request; another request under the same key is refused; after 24 hours a key is new again.
 */
export interface IdempotencyKeys {
  /** Returns the saved answer, or undefined after reserving the key. Throws a StripeRefusal when in use or reused. */
  readonly claim: (key: string, fingerprint: string) => SavedAnswer | undefined
  /** Keeps the answer; to be called in the transaction of the effect. */
  readonly save: (key: string, fingerprint: string, answer: SavedAnswer) => void
  /** Ends the reservation, whether an answer was saved or not. */
  readonly release: (key: string) => void
}

const keyLengthMax = 255
const keptMs = 24 * 60 * 60 * 1000

/** Throws a StripeRefusal when the header cannot be a key. */
export const parseKey = (header: string | undefined): string | undefined => {
  if (header === undefined) return undefined
  if (header.trim() !== '' && header.length <= keyLengthMax) return header
  const message =
    header.length > keyLengthMax
      ? `Idempotency Key must be at most ${keyLengthMax} characters long.`
      : 'Idempotency Key must be a non-empty string.'
  throw new StripeRefusal({ status: 400, executed: false, error: { type: 'idempotency_error', message } })
}

const canonical = (value: FormValue): unknown => {
  if (typeof value === 'string') return value
  if (!isHash(value)) return value.map(canonical)
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, item]) => [name, canonical(item)])
}

/** The same for two requests that ask for the same thing, whatever the order of their parameters. */
export const fingerprintOf = (method: string, path: string, params: FormHash): string =>
  createHash('sha256')
    .update(JSON.stringify([method, path, canonical(params)]))
    .digest('hex')

const refused = (
  status: number,
  type: 'idempotency_error' | 'invalid_request_error',
  message: string,
  code?: string,
) => new StripeRefusal({ status, executed: false, error: { type, code, message } })

/** The 409 for a key whose first request is still running. */
export const keyInUse = (key: string): StripeRefusal =>
  refused(
    409,
    'invalid_request_error',
    `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
    'idempotency_key_in_use',
  )

interface Row {
  readonly fingerprint: string
  readonly request_id: string
  readonly status: number
  readonly body: string
  readonly created_ms: number
}

export const createIdempotencyKeys = (db: Database.Database, clock: Clock): IdempotencyKeys => {
  // A request that is still running dies with the process, so its reservation need not outlive it.
  const running = new Set<string>()
  const select = db.prepare<[string], Row>('SELECT * FROM idempotency WHERE key = ?')
  const insert = db.prepare(
    `INSERT INTO idempotency (key, fingerprint, request_id, status, body, created_ms) VALUES (?, ?, ?, ?, ?, ?)`,
  )
  const prune = db.prepare('DELETE FROM idempotency WHERE created_ms <= ?')
  return {
    claim: (key, fingerprint) => {
      if (running.has(key)) {
        throw keyInUse(key)
      }
      prune.run(clock.nowMs() - keptMs)
      const row = select.get(key)
      if (row === undefined) {
        running.add(key)
        return undefined
      }
      if (row.fingerprint !== fingerprint) {
        throw refused(
          400,
          'idempotency_error',
          `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
        )
      }
      return { status: row.status, body: row.body, requestId: row.request_id }
    },
    save: (key, fingerprint, answer) => {
      insert.run(key, fingerprint, answer.requestId, answer.status, answer.body, clock.nowMs())
    },
    release: (key) => {
      running.delete(key)
    },
  }
}
