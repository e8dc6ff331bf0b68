import { createHash } from 'node:crypto'
import Database from 'better-sqlite3'

/** What a running part holds in these tables, as one text: the same before and after means that nothing was lost or added. */
export function rowsOf(file: string, tables: readonly string[]): string {
  const database = new Database(file, { readonly: true })
  try {
    return tables
      .map((table) => {
        const rows = database.prepare(`SELECT * FROM ${table}`).all()
        const digest = createHash('sha256').update(JSON.stringify(rows)).digest('hex')
        return `${table}: ${rows.length} rows, ${digest.slice(0, 16)}`
      })
      .join('\n')
  } finally {
    database.close()
  }
}

/** The tables of the till in which sales, money and the cart stand. */
export const tillTables = ['journal', 'sales', 'tenders', 'attempts', 'counter', 'products'] as const
/** The tables of the server that a till or the processor could change. */
export const serverTables = [
  'stores',
  'registers',
  'changes',
  'devices',
  'operations',
  'sync_heads',
  'sync_exceptions',
  'sales',
  'payments',
  'refunds',
  'webhook_events',
] as const
