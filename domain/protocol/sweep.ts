import { z } from 'zod'

/** GET /v1/backoffice/sweep: the comparison with the processor that runs, or the last one; null before the first. POST begins one. */
export const sweepSchema = z.strictObject({
  state: z.enum(['running', 'finished']),
  /** Payments of this window are compared; `cursorMs` is how far it has got. */
  fromMs: z.int(),
  untilMs: z.int(),
  cursorMs: z.int(),
  checkedCount: z.int(),
  /** About how many of them something is before a person. */
  foundCount: z.int(),
  /** What was put right by rule. */
  actedCount: z.int(),
  /** Why it waits; null while it gets on. */
  problem: z.string().nullable(),
  startedAtMs: z.int(),
  finishedAtMs: z.int().nullable(),
})
export type Sweep = z.infer<typeof sweepSchema>
export const sweepResponseSchema = z.strictObject({ sweep: sweepSchema.nullable() })
