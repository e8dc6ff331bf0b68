import { redact } from '../../domain/security/card-number.ts'
import type { Log } from '../ports/log.ts'

/** One JSON line each on stderr, without card numbers or secrets. */
export function createStderrLog(write: (line: string) => void, nowMs: () => number): Log {
  return (level, event, facts) => {
    const clean = Object.fromEntries(
      Object.entries(facts ?? {}).map(([name, value]) => [
        name,
        typeof value === 'string' ? redact(value) : value,
      ]),
    )
    write(`${JSON.stringify({ at: new Date(nowMs()).toISOString(), level, event, ...clean })}\n`)
  }
}
