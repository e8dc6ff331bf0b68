import type { Selectable } from 'kysely'
import { type ReaderTest, readerTestSchema } from '../../domain/protocol/readers.ts'
import type { Db, Trx } from '../store/store.ts'
import type { ReaderTables } from './tables.ts'

export type ReaderTestRow = Selectable<ReaderTables['reader_tests']>

export const toTestView = (row: ReaderTestRow): ReaderTest =>
  readerTestSchema.parse({
    id: row.test_id,
    readerId: row.reader_id,
    amountMinor: row.amount_minor,
    currency: row.currency,
    state: row.state,
    outcome: row.outcome,
    readerOffline: row.reader_offline === 1,
    card: row.card === null ? null : JSON.parse(row.card),
    startedAtMs: row.started_at_ms,
    untilMs: row.until_ms,
  })

export const findTest = (db: Db | Trx, storeId: string, testId: string): Promise<ReaderTestRow | undefined> =>
  db
    .selectFrom('reader_tests')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('test_id', '=', testId)
    .executeTakeFirst()

/** The test that a reader is in the middle of. */
export const findOpenTest = (
  db: Db | Trx,
  storeId: string,
  readerId: string,
): Promise<ReaderTestRow | undefined> =>
  db
    .selectFrom('reader_tests')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('reader_id', '=', readerId)
    .where('state', '<>', 'ended')
    .executeTakeFirst()
