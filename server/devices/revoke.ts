import type { DeviceId, StoreId } from '../../domain/ids/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { ServerDeps } from '../deps.ts'
import { recordEvent } from '../events/events.ts'

/** Revokes a device from this moment on; its next request is refused. Revoking twice changes nothing. Errors: `not_found`. */
export async function revokeDevice(
  { store, clock }: ServerDeps,
  storeId: StoreId,
  deviceId: DeviceId,
): Promise<Result<void>> {
  const nowMs = clock.nowMs()
  return store.transaction(async (trx) => {
    const device = await trx
      .selectFrom('devices')
      .select('revoked_at_ms')
      .where('store_id', '=', storeId)
      .where('device_id', '=', deviceId)
      .executeTakeFirst()
    if (device === undefined) return fail('not_found', 'There is no such device.')
    if (device.revoked_at_ms !== null) return ok(undefined)
    await trx
      .updateTable('devices')
      .set({ revoked_at_ms: nowMs, revoked_reason: 'revoked' })
      .where('store_id', '=', storeId)
      .where('device_id', '=', deviceId)
      .execute()
    await recordEvent(trx, {
      storeId,
      at: nowMs,
      kind: 'device.revoked',
      deviceId,
      actor: 'admin',
      outcome: 'revoked',
      body: {},
    })
    return ok(undefined)
  })
}
