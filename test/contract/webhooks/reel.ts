import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import type { PracticeStripe } from '../../../sandbox/stripe/practice-stripe.ts'
import { createLogger } from '../../../server/http/logger.ts'
import type { PaymentsRoom } from '../../../server/payments/payments-room.ts'
import type { ProcessorTransport } from '../../../server/processors/transport.ts'
import { createServer, type Server } from '../../../server/server.ts'
import type { Database } from '../../../server/store/database.ts'
import { SqliteDriver } from '../../../server/store/sqlite-driver.ts'
import type { Store } from '../../../server/store/store.ts'
import type { Counter } from '../payments/counter.ts'
import { deliverText, signatureOf } from './signed.ts'

/**
 * One server that can be wound back to the same database image in a fraction of a millisecond: its store is SQLite in memory, and its processor is the
 * practice Stripe of the recording, asked in process. Nothing of the server itself is replaced.
 */
export type Reel = {
  /** Back to the image, as if nothing had been delivered. */
  readonly rewind: () => void
  /** Delivers a body, signed; throws unless it is answered with 200. */
  readonly deliver: (body: string) => Promise<void>
  readonly runJobs: () => Promise<void>
  /** Every row of every table but the event log, without times and write counters, in an order of its own: equal text is equal state. */
  readonly state: () => string
  readonly close: () => Promise<void>
}

/**
 * What the server of a counter has on disk now, without the products: no webhook is about them, and most of the file is. The file is in WAL mode, which a
 * database in memory cannot be: two bytes of its header say so.
 */
export function imageOf(counter: Counter): Buffer {
  const { storage } = counter.server.deps.config
  if (storage.dialect !== 'sqlite') throw new Error('only a SQLite database has an image')
  const file = new SqliteDatabase(join(storage.folder, 'server.sqlite'), { readonly: true })
  const image = file.serialize()
  file.close()
  image[18] = 1
  image[19] = 1
  const copy = new SqliteDatabase(image)
  copy.exec('delete from changes; vacuum')
  const small = copy.serialize()
  copy.close()
  return small
}

/** The practice Stripe without a socket. */
export const inProcess =
  (stripe: PracticeStripe): ProcessorTransport =>
  async ({ method, path, headers, body }) => {
    const [name = '', query = ''] = path.split('?')
    const lower = new Map(Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value]))
    const answer = await stripe.answer({
      method,
      path: name,
      query,
      body,
      header: (key) => lower.get(key.toLowerCase()),
    })
    if (answer === 'dropped') throw Object.assign(new Error('cut'), { code: 'ECONNRESET' })
    return answer
  }

/**
 * The server's own driver, one level deeper: the outermost transaction is the test's and never commits, the server's are savepoints in it. Rolling the
 * outermost back is the rewinding.
 */
class NestedDriver extends SqliteDriver {
  readonly #handle: SqliteDatabase.Database
  constructor(handle: SqliteDatabase.Database) {
    super(handle, () => handle)
    this.#handle = handle
    handle.exec('begin')
  }
  override async beginTransaction(): Promise<void> {
    this.#handle.exec('savepoint work')
  }
  override async commitTransaction(): Promise<void> {
    this.#handle.exec('release work')
  }
  override async rollbackTransaction(): Promise<void> {
    this.#handle.exec('rollback to work; release work')
  }
}

const openImage = (handle: SqliteDatabase.Database): Kysely<Database> =>
  new Kysely<Database>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new NestedDriver(handle),
      createIntrospector: (kysely) => new SqliteIntrospector(kysely),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  })

/** The log tells what happened, and so differs with what happened; the devices' nonces are none of a webhook's business. */
const isLog = (table: string): boolean => table === 'events' || table.startsWith('event_')
/** Times, and how often a row was written. */
const isPassing = (column: string): boolean =>
  column.endsWith('_ms') || column === 'version' || column === 'claim_no'

function stateReader(handle: SqliteDatabase.Database): () => string {
  const tables = handle
    .prepare<[], { name: string }>(`select name from sqlite_schema where type = 'table' order by name`)
    .all()
    .filter(({ name }) => !isLog(name))
    .map(({ name }) => {
      const columns = handle
        .prepare<[], { name: string }>(`select name from pragma_table_info('${name}')`)
        .all()
      const lasting = columns.filter((column) => !isPassing(column.name)).map((column) => `"${column.name}"`)
      return { name, rows: handle.prepare(`select ${lasting.join(', ')} from "${name}"`).raw() }
    })
  return () =>
    tables
      .map(({ name, rows }) => {
        const texts = rows.all().map((row) => JSON.stringify(row))
        return `${name}\n${texts.sort().join('\n')}`
      })
      .join('\n')
}

export async function openReel(counter: Counter, image: Buffer): Promise<Reel> {
  const handle = new SqliteDatabase(image)
  handle.pragma('foreign_keys = ON')
  const db = openImage(handle)
  const store: Store = {
    db,
    dialect: 'sqlite',
    transaction: (run) => db.transaction().execute(run),
    close: () => db.destroy(),
  }
  // Not started: nothing runs but what the test runs.
  const server: Server = await createServer({
    ...counter.server.deps,
    logger: createLogger('silent', { write: () => {} }),
    store,
    transport: inProcess(counter.stripe),
  })
  const room = server.rooms.find((one): one is PaymentsRoom => one.name === 'payments')
  if (room === undefined) throw new Error('no payments room')
  const { clock } = counter.server
  return {
    rewind: () => {
      if (handle.inTransaction) handle.exec('rollback')
      handle.exec('begin')
    },
    deliver: async (body) => {
      const answer = await deliverText(server, body, signatureOf(body, clock.nowMs))
      if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
    },
    runJobs: async () => {
      await room.jobs.runDue()
    },
    state: stateReader(handle),
    close: () => server.close(),
  }
}
