import type { StoreId } from '../../domain/ids/ids.ts'
import { type DeviceRow, deviceRowSchema } from '../../domain/protocol/backoffice.ts'
import type { Db } from '../store/store.ts'

const devicesMax = 500

/** The devices of a store: active ones first, then the latest revoked ones. */
export async function listDevices(db: Db, storeId: StoreId): Promise<DeviceRow[]> {
  const rows = await db
    .selectFrom('devices')
    .leftJoin('registers', (join) =>
      join
        .onRef('registers.store_id', '=', 'devices.store_id')
        .onRef('registers.register_id', '=', 'devices.register_id'),
    )
    .leftJoin('sync_heads', (join) =>
      join
        .onRef('sync_heads.store_id', '=', 'devices.store_id')
        .onRef('sync_heads.register_id', '=', 'devices.register_id'),
    )
    .selectAll('devices')
    .select([
      'registers.name as register_name',
      'sync_heads.seq as head_seq',
      'sync_heads.updated_at_ms as last_push_at_ms',
    ])
    .where('devices.store_id', '=', storeId)
    .orderBy((eb) => eb.case().when('devices.revoked_at_ms', 'is', null).then(0).else(1).end())
    .orderBy('devices.paired_at_ms', 'desc')
    .orderBy('devices.device_id')
    .limit(devicesMax)
    .execute()
  return rows.map((row) =>
    deviceRowSchema.parse({
      deviceId: row.device_id,
      name: row.name,
      registerId: row.register_id,
      registerName: row.register_name,
      pairedAtMs: row.paired_at_ms,
      revokedAtMs: row.revoked_at_ms,
      revokedReason: row.revoked_reason,
      headSeq: row.head_seq ?? 0,
      lastPushAtMs: row.last_push_at_ms,
    }),
  )
}
