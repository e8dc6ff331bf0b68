import { chargeToReader } from './charge/charge-to-reader.ts'
import { coldStart } from './cold-start/cold-start.ts'
import { durableCommit } from './durable-commit/durable-commit.ts'
import type { Bench } from './harness/bench.ts'
import { scanToLine } from './scan/scan-to-line.ts'
import { searchKeystroke } from './search/search-keystroke.ts'

/** Every benchmark, in the order of the report. */
export const benches: readonly Bench[] = [
  durableCommit,
  scanToLine,
  searchKeystroke,
  chargeToReader,
  coldStart,
]
