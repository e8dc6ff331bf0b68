import type { Selectable } from 'kysely'
import { type OperationRow, operationRowSchema } from '../../domain/protocol/backoffice.ts'
import { redactJson } from '../http/redact-json.ts'
import type { SyncTables } from './tables.ts'

/** An accepted operation as the back office shows it. The text in the database is never changed: it is what was hashed. */
export function operationRow(row: Selectable<SyncTables['operations']>): OperationRow {
  const { body } = JSON.parse(row.text) as { body: unknown }
  return operationRowSchema.parse({
    registerId: row.register_id,
    seq: row.seq,
    operationId: row.operation_id,
    kind: row.kind,
    atMs: row.at_ms,
    receivedAtMs: row.received_at_ms,
    staffId: row.staff_id,
    saleId: row.sale_id,
    hash: row.hash,
    prevHash: row.prev_hash,
    bodyText: redactJson(JSON.stringify(body)),
  })
}
