import { randomBytes } from 'node:crypto'

/**
 * The seeds of this run, new ones each time. `CASHWRAP_KILL_SEED=till-1f3a…` runs that one again alone: what is sold, when the kill is
 * aimed and how long it waits are the same; how fast the machine is, is not.
 */
export function seedsOf(name: string, count: number): readonly string[] {
  const wanted = process.env['CASHWRAP_KILL_SEED']
  if (wanted?.startsWith(`${name}-`)) return [wanted]
  const run = randomBytes(3).toString('hex')
  return Array.from({ length: count }, (_, at) => `${name}-${run}-${at + 1}`)
}
