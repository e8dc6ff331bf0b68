import { onTestFinished } from 'vitest'
import type { Operation } from '../../../../domain/journal/operation.ts'
import { type PushRequest, pushRequestSchema } from '../../../../domain/protocol/sync.ts'
import { createOutbox } from '../../../../till/outbox/outbox.ts'
import type { Scheduler } from '../../../../till/ports/scheduler.ts'
import type { ChangeApplier } from '../../../../till/sync/pull.ts'
import { createSync } from '../../../../till/sync/sync.ts'
import { journalOn, openStoreOrThrow } from '../journal/test-journal.ts'
import {
  type Answer,
  failure,
  type LoopbackServer,
  type Seen,
  startLoopbackServer,
} from '../server-link/loopback-server.ts'
import { clientOf } from '../server-link/test-client.ts'
import { tempFolder } from '../store/temp-folder.ts'

/** Real timers a hundred times as fast, and what was asked of them. */
export function hurriedScheduler(): Scheduler & { readonly waits: readonly number[] } {
  const waits: number[] = []
  return {
    waits,
    after(ms, run) {
      waits.push(ms)
      const timer = setTimeout(run, ms / 100)
      return () => clearTimeout(timer)
    },
  }
}

/** A server that takes a register's operations by the rules of the protocol, and nothing else. */
export function journalServer(): {
  readonly taken: Map<number, string>
  /** Seqs to park, with the reason. */
  readonly parks: Map<number, string>
  answer(seen: Seen): Answer
} {
  const taken = new Map<number, string>()
  const parks = new Map<number, string>()
  return {
    taken,
    parks,
    answer(seen) {
      if (seen.path.startsWith('/v1/sync/changes')) {
        return { status: 200, body: { changes: [], cursor: '', more: false } }
      }
      const { operations }: PushRequest = pushRequestSchema.parse(seen.body)
      const results: { seq: number; result: string; reason: string | null }[] = []
      for (const text of operations) {
        const { seq } = JSON.parse(text) as Operation
        if (seq > taken.size + 1) return failure(409, 'sync_gap', { expectedSeq: taken.size + 1 })
        const reason = parks.get(seq) ?? null
        const known = taken.get(seq) === text
        if (!known) taken.set(seq, text)
        results.push({ seq, result: reason !== null ? 'parked' : known ? 'exists' : 'accepted', reason })
      }
      return { status: 200, body: { acknowledgedSeq: taken.size, results, serverTimeMs: 1 } }
    },
  }
}

export type SyncedTill = Awaited<ReturnType<typeof openSyncedTill>>

/** A till's journal, outbox and sync against a loopback server; started by the test. */
export async function openSyncedTill(
  change: {
    readonly appliers?: readonly ChangeApplier[]
    readonly networks?: () => string
    readonly folder?: string
    readonly server?: LoopbackServer
  } = {},
) {
  const server = change.server ?? (await startLoopbackServer())
  const rules = journalServer()
  server.answer(rules.answer)
  const store = openStoreOrThrow(change.folder ?? tempFolder())
  const journal = journalOn(store)
  const outbox = createOutbox(store)
  const client = clientOf(server.url)
  const scheduler = hurriedScheduler()
  const logged: string[] = []
  const sync = createSync({
    server: client,
    store,
    journal,
    outbox,
    appliers: change.appliers ?? [],
    scheduler,
    random: () => 0.5,
    log: (_level, event) => void logged.push(event),
    networks: change.networks ?? (() => 'eth0'),
  })
  onTestFinished(async () => {
    client.close()
    await sync.stop()
    store.close()
  })
  return { server, rules, store, journal, outbox, client, scheduler, sync, logged }
}

/** Waits for something that must come; the test's own time-out is the limit. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5))
}
