import { chargeToReader } from './charge/charge-to-reader.ts'
import { coldStart } from './cold-start/cold-start.ts'
import { durableCommit } from './durable-commit/durable-commit.ts'
import type { Bench } from './harness/bench.ts'
import { paymentOverhead } from './payment/payment-overhead.ts'
import { scanToLine } from './scan/scan-to-line.ts'
import { searchKeystroke } from './search/search-keystroke.ts'
import { webhookIntake } from './webhook/webhook-intake.ts'

/** Every benchmark, in the order of the report. */
export const benches: readonly Bench[] = [
  durableCommit,
  scanToLine,
  searchKeystroke,
  chargeToReader,
  paymentOverhead,
  webhookIntake,
  coldStart,
]
