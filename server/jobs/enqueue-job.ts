import { sql } from 'kysely'
import type { Trx } from '../store/store.ts'

export type JobKey = {
  /** '' for work that belongs to no store. */
  readonly storeId: string
  readonly kind: string
  readonly subject: string
}

/**
 * Puts a job into the caller's transaction: it exists if and only if the data it is about does. The same kind and subject again is the same job,
 * due anew. If it is running right now, it stays with its runner and runs once more afterwards: never twice at the same time.
 */
export async function enqueueJob(
  trx: Trx,
  job: JobKey & { readonly runAtMs: number; readonly nowMs: number },
): Promise<void> {
  await trx
    .insertInto('jobs')
    .values({
      store_id: job.storeId,
      kind: job.kind,
      subject: job.subject,
      state: 'waiting',
      run_at_ms: job.runAtMs,
      attempts: 0,
      locked_until_ms: null,
      last_error: null,
      created_at_ms: job.nowMs,
      version: 1,
      claim_no: 0,
    })
    .onConflict((conflict) =>
      conflict.columns(['store_id', 'kind', 'subject']).doUpdateSet((eb) => ({
        state: sql<
          'running' | 'waiting'
        >`case when jobs.state = 'running' then jobs.state else 'waiting' end`,
        run_at_ms: job.runAtMs,
        attempts: 0,
        version: eb('jobs.version', '+', 1),
      })),
    )
    .execute()
}
