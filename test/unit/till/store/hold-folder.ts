// A program for the tests: takes a data folder as a till does, says so, and waits to be killed.
import { openTillStore } from '../../../../till/store/till-store.ts'

const opened = openTillStore(process.argv[2] ?? '')
process.stdout.write(`${opened.ok ? 'held' : opened.error.code}\n`)
if (opened.ok) setInterval(() => opened.value.folder, 60_000)
