import { redact } from '../../domain/security/card-number.ts'
import { redactValue } from '../../domain/security/redact-value.ts'
import type { Log } from '../ports/log.ts'

/** One JSON line each on stderr, without card numbers or secrets. */
export function createStderrLog(write: (line: string) => void, nowMs: () => number): Log {
  return (level, event, facts) => {
    const clean = Object.fromEntries(
      Object.entries(facts ?? {}).map(([name, value]) => [redact(name), redactValue(value, name)]),
    )
    write(
      `${JSON.stringify({ at: new Date(nowMs()).toISOString(), level, event: redact(event), ...clean })}\n`,
    )
  }
}
