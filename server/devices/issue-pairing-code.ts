import type { RegisterId, StoreId } from '../../domain/ids/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { ServerDeps } from '../deps.ts'
import { recordEvent } from '../events/events.ts'
import {
  hashPairingCode,
  locatorOf,
  makePairingCode,
  pairingCodeLifeMs,
  showPairingCode,
} from './pairing-code.ts'

export type IssuedPairingCode = {
  /** Shown once; kept only as a hash. */
  readonly code: string
  readonly registerId: RegisterId
  readonly expiresAtMs: number
}

/** A new single-use code for a register of the store. Older codes of the same register are closed: one register, one open code. Errors: `not_found`. */
export async function issuePairingCode(
  deps: ServerDeps,
  storeId: StoreId,
  registerId: RegisterId,
): Promise<Result<IssuedPairingCode>> {
  const { store, clock, newId, randomBytes } = deps
  const code = makePairingCode(randomBytes)
  const salt = randomBytes(16).toString('base64url')
  const hash = await hashPairingCode(code, salt)
  const nowMs = clock.nowMs()
  const expiresAtMs = nowMs + pairingCodeLifeMs
  return store.transaction(async (trx) => {
    const register = await trx
      .selectFrom('registers')
      .select('register_id')
      .where('store_id', '=', storeId)
      .where('register_id', '=', registerId)
      .executeTakeFirst()
    if (register === undefined) return fail('not_found', 'There is no such register.')
    await trx
      .updateTable('pairing_codes')
      .set({ closed_at_ms: nowMs, closed_reason: 'replaced' })
      .where('store_id', '=', storeId)
      .where('register_id', '=', registerId)
      .where('closed_at_ms', 'is', null)
      .execute()
    await trx
      .insertInto('pairing_codes')
      .values({
        store_id: storeId,
        code_id: newId(),
        locator: locatorOf(code),
        salt,
        hash,
        register_id: registerId,
        created_at_ms: nowMs,
        expires_at_ms: expiresAtMs,
        wrong_tries: 0,
        closed_at_ms: null,
        closed_reason: null,
      })
      .execute()
    await recordEvent(trx, {
      storeId,
      at: nowMs,
      kind: 'pairing-code.issued',
      actor: 'admin',
      body: { registerId, expiresAtMs },
    })
    return ok({ code: showPairingCode(code), registerId, expiresAtMs })
  })
}
