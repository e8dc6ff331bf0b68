import { createHash } from 'node:crypto'

/** Everything that happened in a run, in order, one line each; two runs are the same run when their digests are. */
export type Trace = {
  say(line: string): void
  lines(): readonly string[]
  digest(): string
}

export function createTrace(nowMs: () => number, startMs: number): Trace {
  const lines: string[] = []
  return {
    say: (line) => {
      lines.push(`${((nowMs() - startMs) / 1_000).toFixed(3).padStart(9)}  ${line}`)
    },
    lines: () => lines,
    digest: () => createHash('sha256').update(lines.join('\n')).digest('hex'),
  }
}
