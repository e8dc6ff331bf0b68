import { accountOf } from '../account/account-of.ts'
import { StripeRefusal } from '../http/stripe-refusal.ts'
import type { World } from '../world.ts'
import { allows, permissionFor } from './permissions.ts'

/** What a practice control said about a key. A key that nothing was said about may do everything. */
export interface ApiKey {
  readonly key: string
  /** Null: everything, as a secret key may. */
  readonly permissions: readonly string[] | null
  readonly expired: boolean
}

interface Row {
  readonly permissions: string | null
  readonly expired: number
}

export const keyNamed = ({ store }: World, key: string): ApiKey => {
  const row = store.db
    .prepare<[string], Row>('SELECT permissions, expired FROM api_keys WHERE key = ?')
    .get(key)
  if (row === undefined) return { key, permissions: null, expired: false }
  return {
    key,
    permissions: row.permissions === null ? null : (JSON.parse(row.permissions) as readonly string[]),
    expired: row.expired === 1,
  }
}

export const defineKey = ({ store }: World, { key, permissions, expired }: ApiKey): void => {
  store.db
    .prepare(
      `INSERT INTO api_keys (key, permissions, expired) VALUES (?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET permissions = excluded.permissions, expired = excluded.expired`,
    )
    .run(key, permissions === null ? null : JSON.stringify(permissions), expired ? 1 : 0)
}

/** A key as it may stand in a message: its beginning and its end. */
export const masked = (key: string): string => `${key.slice(0, 8)}${'*'.repeat(8)}${key.slice(-4)}`

/** Throws a 401 StripeRefusal for a key whose time is over. */
export const requireCurrent = (world: World, key: string): void => {
  if (!keyNamed(world, key).expired) return
  throw new StripeRefusal({
    status: 401,
    executed: false,
    error: {
      type: 'invalid_request_error',
      code: 'api_key_expired',
      message: `Expired API Key provided: ${masked(key)}`,
    },
  })
}

/** Throws a 403 StripeRefusal that names the missing permission, in the words that Stripe uses. */
export const requirePermission = (world: World, key: string, method: string, path: string): void => {
  const { permissions } = keyNamed(world, key)
  const needed = permissionFor(method, path)
  if (permissions === null || needed === undefined || allows(permissions, needed)) return
  throw new StripeRefusal({
    status: 403,
    executed: false,
    error: {
      type: 'invalid_request_error',
      message: `The provided key '${masked(key)}' does not have the required permissions for this endpoint on account '${accountOf(world).id}'. Having the '${needed}' permission would allow this request to continue.`,
    },
  })
}
