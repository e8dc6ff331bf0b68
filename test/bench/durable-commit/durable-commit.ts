import { join } from 'node:path'
import type { Bench } from '../harness/bench.ts'
import { ratioLine } from '../harness/line.ts'
import { interleave, type Rounds } from '../harness/rounds.ts'
import { inTempFolder } from '../harness/temp-folder.ts'
import { openBareCommits, type Texts } from './bare-commits.ts'
import { rehearse } from './rehearse.ts'
import { type PaidSale, paidSales } from './sales.ts'
import { openTillCommits } from './till-commits.ts'

const salesPerRound = 20
/** Of the rehearsal: the engine has compiled what it will, however few rounds follow. */
const rehearsedMin = 1_000
const comparedTables = ['journal', 'outbox', 'sales', 'tenders', 'counter'] as const

const what =
  'bare better-sqlite3 ÷ till: a cash sale of 10 lines (cash.taken, sale.completed), the very same rows, schema, WAL, FULL, one transaction'

/**
 * How much of the bare driver's speed is left when the till commits a sale: validated, sealed into the chain, projected, durable. Both start from the same
 * sale in memory; the driver's side only writes its texts out. The second line hands the driver even these ready-made.
 */
export const durableCommit: Bench = {
  name: 'durable-commit',
  roundsDefault: 101,
  run: async (rounds) => {
    const sales = paidSales(Math.max((rounds + 1) * salesPerRound, rehearsedMin))
    return [
      ratioLine(
        {
          name: 'durable-commit',
          target: 0.9,
          direction: 'higher',
          versus: `${what}, hashes ready-made and each text written out by JSON.stringify for the bare driver`,
        },
        await measure(rounds, sales, 'objects'),
      ),
      ratioLine(
        {
          name: 'durable-commit-ready-texts',
          target: null,
          direction: 'higher',
          versus: `${what}, every text ready-made for the bare driver`,
        },
        await measure(rounds, sales, 'ready'),
      ),
    ]
  },
}

const measure = (rounds: number, sales: readonly PaidSale[], texts: Texts): Promise<Rounds> =>
  inTempFolder(async (folder) => {
    const rows = rehearse(join(folder, 'rehearsal'), sales)
    const till = openTillCommits(join(folder, 'till'))
    const bare = openBareCommits(join(folder, 'bare'))
    const ofRound = <T>(all: readonly T[], round: number): readonly T[] =>
      all.slice((round + 1) * salesPerRound, (round + 2) * salesPerRound)

    const measured = await interleave(
      rounds,
      (round) =>
        ofRound(sales, round).map((sale) => {
          till.total(sale)
          return till.pay(sale)
        }),
      (round) =>
        ofRound(rows, round).map((sale) => {
          bare.total(sale)
          return bare.pay(sale, texts)
        }),
    )
    for (const table of comparedTables) {
      const sql = `SELECT * FROM ${table}`
      const [ours, theirs] = [till.store.db.prepare(sql).all(), bare.database.prepare(sql).all()]
      if (JSON.stringify(ours) !== JSON.stringify(theirs)) throw new Error(`the rows of ${table} differ`)
    }
    till.store.close()
    bare.database.close()
    return measured
  })
