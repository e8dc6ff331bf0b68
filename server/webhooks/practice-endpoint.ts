import type { Clock } from '../../domain/ids/clock.ts'
import { loggedCalls } from '../events/logged-calls.ts'
import type { JobHandler } from '../jobs/job-runner.ts'
import type { ResilientProcessor } from '../processors/resilience.ts'
import type { Db, Store } from '../store/store.ts'

/**
 * In practice the server registers its own endpoint at the practice Stripe and keeps that secret, which signs nothing else. In test and live the endpoint
 * is made by a person and its secret comes from the environment.
 */
export const registerEndpointKind = 'webhooks.register'

export async function practiceSecrets(db: Db, processorId: string): Promise<readonly string[]> {
  const row = await db
    .selectFrom('webhook_endpoints')
    .select('secret')
    .where('processor', '=', processorId)
    .executeTakeFirst()
  return row === undefined ? [] : [row.secret]
}

/** The job whose subject is this server's own webhook address. */
export function createEndpointRegistration(deps: {
  readonly store: Store
  readonly clock: Clock
  readonly processor: ResilientProcessor
  /** Where this process listens; a job left over from an earlier port has nothing to do. */
  readonly ownUrl: () => string | null
}): JobHandler {
  const { store, clock, processor } = deps
  return async (job) => {
    const url = job.subject
    if (url !== deps.ownUrl()) return { kind: 'done' }
    const known = await store.db
      .selectFrom('webhook_endpoints')
      .selectAll()
      .where('processor', '=', processor.id)
      .executeTakeFirst()
    const ask = loggedCalls(deps, { storeId: '' })
    const nowMs = clock.nowMs()
    const key = `webhook-endpoint:${nowMs}:${url}`.slice(0, 255)
    const kept =
      known === undefined ? null : await ask.ensureWebhookEndpoint({ key, url, knownId: known.endpoint_id })
    if (kept?.kind === 'unknown') return { kind: 'failed', reason: kept.cause.message }
    // Gone (the practice world was emptied): a new endpoint, with a new secret.
    const answer =
      kept?.kind === 'done'
        ? kept
        : await ask.ensureWebhookEndpoint({ key: `${key}:new`.slice(-255), url, knownId: null })
    if (answer.kind !== 'done') return { kind: 'failed', reason: answer.cause.message }
    const { id, secret } = answer.value
    const keptSecret = secret ?? known?.secret
    if (keptSecret === undefined) return { kind: 'failed', reason: 'the new endpoint came without a secret' }
    const values = { endpoint_id: id, url, secret: keptSecret, updated_at_ms: nowMs }
    await store.db
      .insertInto('webhook_endpoints')
      .values({ processor: processor.id, ...values })
      .onConflict((conflict) => conflict.column('processor').doUpdateSet(values))
      .execute()
    return { kind: 'done' }
  }
}
