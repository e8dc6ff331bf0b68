import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { BugName } from './bugs/bug-names.ts'

const root = resolve(import.meta.dirname, '../../..')

const playedSchema = z.object({
  seed: z.string(),
  digest: z.string(),
  findings: z.array(z.string()),
  savedAs: z.string().nullable().default(null),
})
const summarySchema = z.object({
  summary: z.object({
    played: z.int(),
    failed: z.int(),
    faults: z.int(),
    comparisons: z.int(),
    tookMs: z.int(),
    schedulesPerSecond: z.number(),
  }),
})

export type Played = {
  readonly schedules: readonly z.infer<typeof playedSchema>[]
  readonly summary: z.infer<typeof summarySchema>['summary']
}

/** Plays schedules in a process of its own, as `npm run schedules` does: the sources are loaded as Node loads them, and a mistake can be built in. */
export async function play(args: readonly string[], bug: BugName | null = null): Promise<Played> {
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      ...(bug === null ? [] : ['--import', join(import.meta.dirname, 'bugs/break-source.ts')]),
      join(import.meta.dirname, 'main.ts'),
      '--json',
      ...args,
    ],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      // No run is left behind by a test that gave up on it.
      timeout: 280_000,
      env: { ...process.env, ...(bug === null ? {} : { CASHWRAP_SCHEDULE_BUG: bug }) },
    },
  )
  let said = ''
  let complained = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8')
  })
  child.stderr.on('data', (chunk: Buffer) => {
    complained += chunk.toString('utf8')
  })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  const lines = said.split('\n').filter((line) => line !== '')
  const last = summarySchema.safeParse(JSON.parse(lines.at(-1) ?? 'null'))
  if (!last.success) throw new Error(`the schedules ended with ${code} and no summary: ${complained || said}`)
  return {
    schedules: lines.slice(0, -1).map((line) => playedSchema.parse(JSON.parse(line))),
    summary: last.data.summary,
  }
}

/** What failed, as a person reads it: the seed, what was found, and where the shrunk schedule lies. */
export const failuresIn = ({ schedules }: Played): readonly string[] =>
  schedules
    .filter(({ findings }) => findings.length > 0)
    .map(({ seed, findings, savedAs }) => `seed ${seed} (${savedAs ?? 'not saved'}): ${findings.join('; ')}`)
