import { type PushResponse, pushResponseSchema, syncBatchCountMax } from '../../domain/protocol/sync.ts'
import { type CashwrapError, fail } from '../../domain/result.ts'
import { forgottenOperations } from '../journal/forgotten-operations.ts'
import type { Journal } from '../journal/journal.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { PendingOperation } from '../outbox/outbox-rows.ts'
import type { ServerClient } from '../server-link/server-client.ts'

/** idle: nothing waits. progress: the server has more of it than before; go on. failed: wait, then again. */
export type PushOutcome =
  | { readonly kind: 'idle' }
  | { readonly kind: 'progress' }
  | { readonly kind: 'failed'; readonly error: CashwrapError }

export type PushDeps = {
  readonly server: ServerClient
  readonly journal: Pick<Journal, 'head' | 'block'>
  readonly outbox: Outbox
}

const pushTimeoutMs = 20_000

/** Pushes the journal to the server, a batch a call, in order. Acknowledgements are durable before the next batch. */
export function createPush(deps: PushDeps): () => Promise<PushOutcome> {
  const { server, outbox } = deps
  /** Shrinks when the server finds a batch too much and grows back. */
  let countMax = syncBatchCountMax

  return async () => {
    const batch = outbox.nextBatch(countMax)
    const last = batch.at(-1)
    if (last === undefined) return { kind: 'idle' }
    outbox.sending(last.seq)
    const answer = await server.request({
      method: 'POST',
      path: '/v1/sync/operations',
      body: { operations: batch.map(({ text }) => text) },
      response: pushResponseSchema,
      timeoutMs: pushTimeoutMs,
    })
    outbox.sending(null)
    if (answer.ok) {
      countMax = Math.min(countMax * 2, syncBatchCountMax)
      return settle(deps, batch, answer.value)
    }
    const { error } = answer
    if (error.code === 'sync_gap') return resend(deps, error)
    if ((error.code === 'body_too_large' || error.code === 'invalid_input') && batch.length > 1) {
      countMax = Math.ceil(batch.length / 2)
      return { kind: 'progress' }
    }
    return { kind: 'failed', error }
  }
}

function settle(
  { journal, outbox }: PushDeps,
  batch: readonly PendingOperation[],
  answer: PushResponse,
): PushOutcome {
  const { acknowledgedSeq, results } = answer
  const ownSeq = journal.head().seq
  if (acknowledgedSeq > ownSeq) return refuseForgotten(journal, acknowledgedSeq, ownSeq)
  const before = (batch[0]?.seq ?? 1) - 1
  if (acknowledgedSeq <= before) {
    return {
      kind: 'failed',
      error: fail('server_unreachable', 'The server took nothing of what was sent.', { acknowledgedSeq })
        .error,
    }
  }
  const parked = results
    .filter(({ result }) => result === 'parked')
    .map(({ seq, reason }) => ({ seq, reason: reason ?? 'The server could not take this operation.' }))
  const written = outbox.acknowledged(acknowledgedSeq, parked)
  return written.ok ? { kind: 'progress' } : { kind: 'failed', error: written.error }
}

/** The server misses operations before the batch: it is sent everything from the one it expects. */
function resend({ journal, outbox }: PushDeps, error: CashwrapError): PushOutcome {
  const expectedSeq = error.details?.expectedSeq
  if (typeof expectedSeq !== 'number' || !Number.isSafeInteger(expectedSeq) || expectedSeq < 1) {
    return { kind: 'failed', error }
  }
  const ownSeq = journal.head().seq
  if (expectedSeq - 1 > ownSeq) return refuseForgotten(journal, expectedSeq - 1, ownSeq)
  const hasAll = expectedSeq - 1 >= (outbox.nextBatch(1)[0]?.seq ?? 0)
  const written = hasAll ? outbox.acknowledged(expectedSeq - 1, []) : outbox.takeBack(expectedSeq - 1)
  return written.ok ? { kind: 'progress' } : { kind: 'failed', error: written.error }
}

function refuseForgotten(journal: PushDeps['journal'], serverSeq: number, ownSeq: number): PushOutcome {
  const reason = forgottenOperations(serverSeq, ownSeq)
  const blocked = journal.block(reason)
  return { kind: 'failed', error: blocked.ok ? reason.error : blocked.error }
}
