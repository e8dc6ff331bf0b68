import { benches } from './benches.ts'
import { CannotRun } from './harness/bench.ts'

/** One benchmark in a process of its own: `node run-one.ts NAME ROUNDS`. Prints its lines and their details as JSON, one a line. */
const [name, rounds] = process.argv.slice(2)
const bench = benches.find((one) => one.name === name)
if (bench === undefined) throw new Error(`there is no benchmark "${name}"`)
try {
  for (const measured of await bench.run(Number(rounds)))
    process.stdout.write(`${JSON.stringify(measured)}\n`)
  process.exit(0)
} catch (error) {
  const why =
    error instanceof CannotRun ? error.message : error instanceof Error ? error.stack : String(error)
  process.stderr.write(`${why}\n`)
  process.exit(1)
}
