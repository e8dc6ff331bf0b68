import { writeSync } from 'node:fs'
import { openStore } from '../../../../server/store/open-store.ts'

/** Writes rows for ever and says so after each commit; the test that started it kills it. */
const folder = process.argv[2] ?? ''
const store = await openStore({ storage: { dialect: 'sqlite', folder }, mode: 'practice', nowMs: 1 })
if (!store.ok) throw new Error(store.error.message)
for (let row = 0; ; row += 1) {
  await store.value.db
    .insertInto('meta')
    .values({ key: `row ${row}`, value: 'x' })
    .execute()
  writeSync(1, `${row}\n`)
}
