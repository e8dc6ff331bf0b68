import { parseArgs } from 'node:util'
import { inRoot } from '../../tools/run/paths.ts'
import { benches } from './benches.ts'
import type { Bench } from './harness/bench.ts'
import { type Measured, measuredSchema } from './harness/line.ts'
import { readable, reportOf, thisMachine, writeReport } from './harness/report.ts'
import { runProgram } from './harness/run-program.ts'

/** Runs the benchmarks one after the other, each in a process of its own, prints each as it ends, and keeps the report of a whole run. */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    rounds: { type: 'string' },
  },
})

const reportFile = 'docs/reports/bench.json'
const unknown = values.only.filter((name) => !benches.some((bench) => bench.name === name))
if (unknown.length > 0) {
  process.stderr.write(
    `cashwrap: there is no benchmark ${unknown.join(', ')}; there are ${benches.map(({ name }) => name).join(', ')}.\n`,
  )
  process.exit(1)
}

/** Its lines, or null when it could not run; why stands on stderr. */
async function run({ name, roundsDefault }: Bench): Promise<readonly Measured[] | null> {
  const { code, out, err } = await runProgram('test/bench/run-one.ts', [
    name,
    values.rounds ?? String(roundsDefault),
  ])
  if (code !== 0 || out.trim() === '') {
    process.stderr.write(
      `cashwrap: the benchmark ${name} could not run: ${err.trim() || `exit code ${code}`}\n`,
    )
    return null
  }
  return out
    .trim()
    .split('\n')
    .map((text) => measuredSchema.parse(JSON.parse(text)))
}

const measured: Measured[] = []
let failed = 0
for (const bench of benches) {
  if (values.only.length > 0 && !values.only.includes(bench.name)) continue
  const lines = await run(bench)
  if (lines === null) failed += 1
  for (const one of lines ?? []) {
    measured.push(one)
    process.stdout.write(values.json ? `${JSON.stringify(one.line)}\n` : readable(one))
  }
}

const isWhole = failed === 0 && values.only.length === 0 && values.rounds === undefined
if (isWhole) writeReport(inRoot(reportFile), reportOf(measured, thisMachine(), Date.now()))
else process.stderr.write(`cashwrap: ${reportFile} is kept as it is: only a whole run replaces it\n`)
process.exit(failed === 0 ? 0 : 1)
