import { join } from 'node:path'
import Database from 'better-sqlite3'
import {
  type SaleDetail,
  saleDetailSchema,
  salesResponseSchema,
} from '../../../domain/protocol/backoffice.ts'

export type ServerOperation = {
  readonly registerId: string
  readonly seq: number
  readonly hash: string
  readonly text: string
}

export type ServerPayment = {
  readonly key: string
  readonly saleId: string
  readonly tenderNo: number
  readonly attempt: number
  readonly amountMinor: number
  readonly currency: string
  readonly processorPaymentId: string | null
  readonly state: string
  readonly capturedMinor: number
  readonly refundedMinor: number
}

/** What the server holds: operations and payments from its database, sales as its back office tells them. */
export type ServerRecords = {
  readonly operations: readonly ServerOperation[]
  readonly exceptionCount: number
  readonly payments: readonly ServerPayment[]
  /** Intents of readers' test payments: never a sale, never charged. */
  readonly readerTestIntents: readonly string[]
  readonly sales: readonly SaleDetail[]
}

/** `origin`: where the running server answers. `dataFolder`: where its SQLite lies. */
export async function readServer(
  origin: string,
  adminToken: string,
  dataFolder: string,
): Promise<ServerRecords> {
  const get = async (path: string): Promise<unknown> => {
    const response = await fetch(`${origin}${path}`, { headers: { authorization: `Bearer ${adminToken}` } })
    if (!response.ok) throw new Error(`GET ${path}: HTTP ${response.status} ${await response.text()}`)
    return response.json()
  }
  return { ...readDatabase(dataFolder), sales: await readSales(get) }
}

function readDatabase(dataFolder: string): Omit<ServerRecords, 'sales'> {
  const db = new Database(join(dataFolder, 'server.sqlite'), { readonly: true, fileMustExist: true })
  try {
    return db.transaction(() => serverRecordsOf(db))()
  } finally {
    db.close()
  }
}

export function serverRecordsOf(db: Database.Database): Omit<ServerRecords, 'sales'> {
  return {
    operations: db
      .prepare<[], ServerOperation>(
        'SELECT register_id AS registerId, seq, hash, text FROM operations ORDER BY register_id, seq',
      )
      .all(),
    exceptionCount:
      db
        .prepare<[], { n: number }>(
          "SELECT count(*) AS n FROM exceptions WHERE kind = 'sync.parked' AND state = 'open'",
        )
        .get()?.n ?? 0,
    payments: db
      .prepare<[], ServerPayment>(
        `SELECT key, sale_id AS saleId, tender_no AS tenderNo, attempt, amount_minor AS amountMinor, currency,
          processor_payment_id AS processorPaymentId, state, captured_minor AS capturedMinor, refunded_minor AS refundedMinor
         FROM payments ORDER BY requested_at_ms`,
      )
      .all(),
    readerTestIntents: db
      .prepare<[], { id: string }>(
        'SELECT payment_id AS id FROM reader_tests WHERE payment_id IS NOT NULL ORDER BY started_at_ms',
      )
      .all()
      .map(({ id }) => id),
  }
}

/** Every sale as the back office tells it; `get` asks its addresses. */
export async function readSales(get: (path: string) => Promise<unknown>): Promise<readonly SaleDetail[]> {
  const details: SaleDetail[] = []
  let after = ''
  for (;;) {
    const page = salesResponseSchema.parse(await get(`/v1/backoffice/sales?limit=100${after}`))
    for (const { saleId } of page.sales) {
      details.push(saleDetailSchema.parse(await get(`/v1/backoffice/sales/${saleId}`)))
    }
    if (page.nextCursor === null) return details
    after = `&after=${encodeURIComponent(page.nextCursor)}`
  }
}
