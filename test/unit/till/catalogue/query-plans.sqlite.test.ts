import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCatalogue } from '../../../../till/catalogue/catalogue.ts'
import type { ReadableDb } from '../../../../till/store/db.ts'
import {
  applyChanges,
  basicChanges,
  type CounterTill,
  newFolder,
  openCounterTill,
  removeFolder,
} from '../counter/counter-till.ts'

let folder: string
let till: CounterTill
beforeEach(() => {
  folder = newFolder()
  till = openCounterTill({ folder })
  applyChanges(till, basicChanges)
})
afterEach(async () => {
  await till.close()
  removeFolder(folder)
})

test('no keystroke, scan or page reads the whole catalogue: every statement goes through an index', async () => {
  const asked = new Set<string>()
  const watched: ReadableDb = {
    prepare: (sql) => {
      asked.add(sql)
      return till.store.db.prepare(sql)
    },
  }
  const catalogue = createCatalogue(watched)
  for (const query of ['t', 'green te', '4006381', '4006381333931', 'SKU-7', 'zzz'])
    await catalogue.handlers['catalogue.search']({ query, limit: 20 })
  for (const code of ['4006381333931', 'MUG-7']) catalogue.findByCode(code)
  for (const categoryId of [null, 'all'])
    await catalogue.handlers['catalogue.products']({ categoryId, offset: 0, limit: 50 })
  const statements = [...asked].filter((sql) => sql.includes('products'))
  expect(statements.length).toBeGreaterThan(6)
  for (const sql of statements) {
    const parameters = Array.from({ length: sql.split('?').length - 1 }, () => 1)
    const plan = till.store.db
      .prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...parameters)
      .map(({ detail }) => detail)
    // A scan along an index stops at LIMIT; one of the bare table or a sort would read everything.
    for (const detail of plan) {
      expect(detail, sql).not.toMatch(/SCAN (products|p)$/)
      expect(detail, sql).not.toMatch(/TEMP B-TREE/)
    }
  }
})
