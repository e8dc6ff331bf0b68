import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Product } from '../../../domain/catalogue/product.ts'
import { wordsOf } from '../../../till/catalogue/fold.ts'
import { searchProducts } from '../../../till/catalogue/search.ts'
import { databaseFileName, type TillStore } from '../../../till/store/till-store.ts'
import { openReadyTill } from '../../support/ready-till.ts'
import type { Bench } from '../harness/bench.ts'
import { type Measured, p99Line } from '../harness/line.ts'
import { interleave, type Measure } from '../harness/rounds.ts'
import { withLargeShop } from '../large-shop/large-shop.ts'
import { keystrokes } from './keystrokes.ts'

/** What the search field asks the till for. */
const limit = 60
const bareLimit = 20
const bareSql = `SELECT rowid FROM products_fts WHERE products_fts MATCH ? LIMIT ${bareLimit}`

type Prepared = { all(match: string): unknown }

/** One FTS5 query a keystroke, its words folded and quoted beforehand. */
function bareSearch(statement: Prepared, queries: readonly string[]): Measure {
  const matches = queries.map((query) =>
    wordsOf(query)
      .map((word) => `"${word}"*`)
      .join(' '),
  )
  return () =>
    matches.map((match) => {
      const beganMs = performance.now()
      if (match !== '') statement.all(match)
      return performance.now() - beganMs
    })
}

async function inProcess(store: TillStore, queries: readonly string[], rounds: number): Promise<Measured> {
  let found = 0
  const ours: Measure = () =>
    queries.map((query) => {
      const beganMs = performance.now()
      const tiles = searchProducts(store.db, query, limit)
      const tookMs = performance.now() - beganMs
      if (!tiles.ok) throw new Error(tiles.error.message)
      found += tiles.value.length
      return tookMs
    })
  const measured = await interleave(rounds, ours, bareSearch(store.db.prepare(bareSql), queries))
  if (found === 0) throw new Error('no query found anything')
  return p99Line(
    {
      name: 'search-keystroke',
      target: 8,
      versus: `till ÷ one bare FTS5 MATCH … LIMIT ${bareLimit} on the same index of 100,000 products; ${queries.length} keystrokes (names, SKUs, EANs, misspellings), up to ${limit} whole products each, in process`,
    },
    measured,
  )
}

export const searchKeystroke: Bench = {
  name: 'search-keystroke',
  roundsDefault: 5,
  async run(rounds) {
    const lines: Measured[] = []
    let queries: readonly string[] = []
    return withLargeShop(
      async (store: TillStore, products: readonly Product[]) => {
        queries = keystrokes(products)
        if (queries.length < 2_000) throw new Error(`only ${queries.length} keystrokes`)
        lines.push(await inProcess(store, queries, rounds))
      },
      async ({ shop }) => {
        const till = await openReadyTill(shop)
        const database = new Database(join(shop.folder, 'till', databaseFileName), { readonly: true })
        const overBridge: Measure = async () => {
          const took: number[] = []
          for (const query of queries) {
            const beganMs = performance.now()
            await till.must('catalogue.search', { query, limit })
            took.push(performance.now() - beganMs)
          }
          return took
        }
        const measured = await interleave(rounds, overBridge, bareSearch(database.prepare(bareSql), queries))
        database.close()
        till.close()
        lines.push(
          p99Line(
            {
              name: 'search-keystroke-bridge',
              target: 8,
              versus: `till over its WebSocket bridge ÷ one bare FTS5 MATCH … LIMIT ${bareLimit} in process on the same file; the same ${queries.length} keystrokes`,
            },
            measured,
          ),
        )
        return lines
      },
    )
  },
}
