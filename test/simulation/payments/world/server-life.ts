import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely'
import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import type { ServerConfig } from '../../../../server/config.ts'
import { createLogger } from '../../../../server/http/logger.ts'
import type { ProcessorTransport } from '../../../../server/processors/transport.ts'
import { createServer, type Server } from '../../../../server/server.ts'
import type { Database } from '../../../../server/store/database.ts'
import { migrate } from '../../../../server/store/migrate.ts'
import { migrations } from '../../../../server/store/migrations/migrations.ts'
import { SqliteDriver } from '../../../../server/store/sqlite-driver.ts'
import type { Store } from '../../../../server/store/store.ts'
import { Crashed, type Life } from './life.ts'
import type { MemoryDisk } from './memory-disk.ts'

/** One run of the server on its disk. */
export type ServerLife = {
  readonly server: Server
  readonly life: Life
  /** null: it died before it answered. */
  request(request: {
    readonly method: string
    readonly path: string
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
  }): Promise<{ readonly status: number; readonly text: string } | null>
}

/** A query of a dead process never ends: nothing that waits for it goes on. */
class MortalDriver implements Driver {
  readonly #inner: Driver
  constructor(inner: Driver) {
    this.#inner = inner
  }
  async #orNever<T>(run: () => Promise<T>): Promise<T> {
    try {
      return await run()
    } catch (error) {
      if (error instanceof Crashed) return new Promise<T>(() => undefined)
      throw error
    }
  }
  init = (): Promise<void> => this.#orNever(() => this.#inner.init())
  acquireConnection = (): Promise<DatabaseConnection> =>
    this.#orNever(async () => {
      const connection = await this.#inner.acquireConnection()
      return {
        executeQuery: <R>(query: CompiledQuery): Promise<QueryResult<R>> =>
          this.#orNever(() => connection.executeQuery<R>(query)),
        streamQuery: connection.streamQuery,
      }
    })
  beginTransaction: Driver['beginTransaction'] = (connection, settings) =>
    this.#orNever(() => this.#inner.beginTransaction(connection, settings))
  commitTransaction: Driver['commitTransaction'] = (connection) =>
    this.#orNever(() => this.#inner.commitTransaction(connection))
  rollbackTransaction: Driver['rollbackTransaction'] = (connection) =>
    this.#orNever(() => this.#inner.rollbackTransaction(connection))
  releaseConnection: Driver['releaseConnection'] = (connection) =>
    this.#orNever(() => this.#inner.releaseConnection(connection))
  destroy = (): Promise<void> => this.#inner.destroy()
}

async function openStoreOn(disk: MemoryDisk, life: Life): Promise<Store> {
  const open = () => disk.openHandle(life)
  const db = new Kysely<Database>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new MortalDriver(new SqliteDriver(open(), open)),
      createIntrospector: (kysely) => new SqliteIntrospector(kysely),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  })
  const migrated = await migrate({
    db,
    dialect: 'sqlite',
    mode: 'practice',
    migrations,
    nowMs: life.clock.nowMs(),
  })
  if (!migrated.ok) throw new Error(migrated.error.message)
  return {
    db,
    dialect: 'sqlite',
    transaction: (run) => db.transaction().execute(run),
    close: () => db.destroy(),
  }
}

/** Boots the server as its own start does. `said`: what it logs as an error, which is a bug of ours or a fault of the schedule. */
export async function bootServer(
  life: Life,
  disk: MemoryDisk,
  config: ServerConfig,
  transport: ProcessorTransport,
  said: (line: string) => void,
): Promise<ServerLife> {
  const store = await openStoreOn(disk, life)
  const server = await createServer({
    config,
    store,
    clock: life.clock,
    newId: life.newId,
    randomBytes: (size) => life.chance.bytes(size),
    logger: createLogger('error', { write: said }),
    scheduler: life.scheduler,
    // What comes in is kept at once: a turn of the machine’s loop is no part of this world.
    soon: (run) => run(),
    transport,
  })
  const started = await server.start()
  if (!started.ok) throw new Error(started.error.message)
  await server.app.ready()
  return {
    server,
    life,
    request: async ({ method, path, headers, body }) => {
      const answer = await server.app.inject({
        method: method as 'GET' | 'POST',
        url: path,
        headers: { ...headers, host: '127.0.0.1' },
        ...(body === '' ? {} : { payload: body }),
      })
      return life.alive() ? { status: answer.statusCode, text: answer.payload } : null
    },
  }
}
