// A program for the tests: journals as fast as it can and says `seq hash` after each acknowledged write, until it is killed or refused.
import { writeSync } from 'node:fs'
import { journalOn, openStoreOrThrow } from './test-journal.ts'

const store = openStoreOrThrow(process.argv[2] ?? '')
const sizeMax = Number(process.argv[3] ?? '1')
const journal = journalOn(store)
// Written straight to the pipe: what a reader of it has seen was acknowledged.
const say = (line: string): void => void writeSync(1, `${line}\n`)

for (let n = 0; ; n++) {
  const name = 'Ada '.repeat(1 + (n % sizeMax))
  const written = journal.write([
    { kind: 'staff.signed-out', body: {} },
    { kind: 'staff.signed-in', body: { name } },
  ])
  if (!written.ok) {
    say(`refused ${written.error.code}`)
    break
  }
  for (const { seq, hash } of written.value) say(`${seq} ${hash}`)
}
const verified = journal.verify()
say(
  verified.ok ? `verified ${verified.value.seq} ${verified.value.hash}` : `damaged ${verified.error.message}`,
)
store.close()
