import { type Connection, openConnection } from '../../../../till/store/connection.ts'
import type { Statement } from '../../../../till/store/db.ts'

/** What the driver throws, made by hand: only the code is read. */
export const sqliteError = (code: string): Error => Object.assign(new Error(code), { code })

/**
 * Connections whose next COMMIT fails with an I/O error, after it reached the disk or before. The first of the two is what a failing fsync
 * looks like: the driver says no and the rows are there.
 */
export function createFailingDisk(): {
  readonly open: typeof openConnection
  failNextCommit(when: 'landed' | 'lost'): void
  /** From now on nothing opens any more. */
  unplug(): void
} {
  let failing: 'landed' | 'lost' | null = null
  let unplugged = false
  return {
    failNextCommit(when) {
      failing = when
    },
    unplug() {
      unplugged = true
    },
    open(path, options): Connection {
      if (unplugged) throw sqliteError('SQLITE_IOERR_READ')
      const connection = openConnection(path, options)
      return {
        ...connection,
        get inTransaction() {
          return connection.inTransaction
        },
        prepare<Row>(sql: string): Statement<Row> {
          const statement = connection.prepare<Row>(sql)
          if (sql !== 'COMMIT') return statement
          return {
            get: (...params) => statement.get(...params),
            all: (...params) => statement.all(...params),
            run() {
              const when = failing
              failing = null
              if (when !== 'lost') statement.run()
              if (when !== null) throw sqliteError('SQLITE_IOERR_FSYNC')
              return { changes: 0 }
            },
          }
        },
      }
    },
  }
}
