import type { Logger } from 'pino'
import type { Clock } from '../../domain/ids/clock.ts'
import type { WebhookEvent } from '../../domain/payment/processor.ts'
import { recordEvent } from '../events/events.ts'
import { loggedCalls } from '../events/logged-calls.ts'
import { enqueueJob } from '../jobs/enqueue-job.ts'
import type { JobHandler } from '../jobs/job-runner.ts'
import type { ResilientProcessor } from '../processors/resilience.ts'
import type { Store } from '../store/store.ts'
import { keptPayload, takeEvent } from './inbox.ts'
import { storeNamedBy } from './receive-webhook.ts'

export const catchUpKind = 'webhook.catch-up'

const minute = 60_000
const hour = 60 * minute
/** How often the job looks whether there is anything to do; the look itself asks nobody. */
const lookEveryMs = 5 * minute
const askEveryMs = hour
/** No event for so long: either nothing happens, or nothing arrives. */
const quietMs = 15 * minute
/** After an answer that did not come. */
const retryMs = minute
/** Asked again at every catch-up: the list may show an event a little late, and clocks differ. */
const overlapMs = 10 * minute
/** Processors keep events for thirty days. https://docs.stripe.com/api/events */
const keptMs = 30 * 24 * hour
const batchMax = 50
/** Read and put away at a time, so that a long outage is caught up with in steps that last. */
const windowMs = 24 * hour
/** Where nothing happens the cursor follows our own clock at this distance: it may be off by less. */
const slackMs = hour

export type CatchUpDeps = {
  readonly store: Store
  readonly clock: Clock
  readonly logger: Logger
  readonly processor: ResilientProcessor
  readonly accountId: () => Promise<string | null>
  /** New events are in the inbox. */
  readonly taken: () => void
}

type Window = { readonly newestMs: number | null; readonly taken: number }
type Cursor = { readonly cursorMs: number; readonly caughtUpAtMs: number }

/** At the start of a server: whatever came while it was down is asked for at once. */
export async function enqueueCatchUp(store: Store, processorId: string, nowMs: number): Promise<void> {
  await store.transaction(async (trx) => {
    await trx
      .updateTable('webhook_cursors')
      .set({ caught_up_at_ms: 0 })
      .where('processor', '=', processorId)
      .execute()
    const job = { storeId: '', kind: catchUpKind, subject: processorId }
    await enqueueJob(trx, { ...job, runAtMs: nowMs, nowMs })
  })
}

/** How far the list was read. A database that never read it begins at its newest event, or now: before that there is nothing of ours. */
async function cursorOf({ store, clock, processor }: CatchUpDeps): Promise<Cursor> {
  const known = await store.db
    .selectFrom('webhook_cursors')
    .selectAll()
    .where('processor', '=', processor.id)
    .executeTakeFirst()
  if (known !== undefined) return { cursorMs: known.cursor_ms, caughtUpAtMs: known.caught_up_at_ms }
  const newest = await store.db
    .selectFrom('webhook_events')
    .select((eb) => eb.fn.max<number | null>('created_at_ms').as('at_ms'))
    .where('processor', '=', processor.id)
    .executeTakeFirst()
  const nowMs = clock.nowMs()
  const newestMs = newest?.at_ms ?? null
  const cursor = {
    cursorMs: newestMs === null ? nowMs : Number(newestMs),
    caughtUpAtMs: newestMs === null ? nowMs : 0,
  }
  await moveCursor(store, processor.id, cursor)
  return cursor
}

async function moveCursor(
  store: Store,
  processor: string,
  { cursorMs, caughtUpAtMs }: Cursor,
): Promise<void> {
  const values = { cursor_ms: cursorMs, caught_up_at_ms: caughtUpAtMs }
  await store.db
    .insertInto('webhook_cursors')
    .values({ processor, ...values })
    .onConflict((conflict) => conflict.column('processor').doUpdateSet(values))
    .execute()
}

async function isDue({ store, clock, processor }: CatchUpDeps, { caughtUpAtMs }: Cursor): Promise<boolean> {
  const sinceMs = clock.nowMs() - caughtUpAtMs
  if (sinceMs >= askEveryMs) return true
  if (sinceMs < quietMs) return false
  const newest = await store.db
    .selectFrom('webhook_events')
    .select((eb) => eb.fn.max<number | null>('received_at_ms').as('at_ms'))
    .where('processor', '=', processor.id)
    .executeTakeFirst()
  return clock.nowMs() - Number(newest?.at_ms ?? 0) >= quietMs
}

/** Those of this server's mode and account; the list is read with its own key, so this only holds what a signature would have shown. */
const ofOurs = (deps: CatchUpDeps, accountId: string | null) => (event: WebhookEvent) =>
  event.livemode === (deps.processor.mode === 'live') &&
  (event.accountId === null || accountId === null || event.accountId === accountId)

async function takeAll(deps: CatchUpDeps, events: readonly WebhookEvent[]): Promise<number> {
  const { store, clock, processor } = deps
  let taken = 0
  for (let from = 0; from < events.length; from += batchMax) {
    const receivedAtMs = clock.nowMs()
    taken += await store.transaction(async (trx) => {
      let fresh = 0
      for (const event of events.slice(from, from + batchMax))
        if (
          await takeEvent(trx, {
            processor: processor.id,
            storeId: storeNamedBy(event),
            source: 'caught-up',
            payload: keptPayload(JSON.stringify(event)),
            receivedAtMs,
            event,
          })
        )
          fresh += 1
      return fresh
    })
  }
  return taken
}

/** Says in plain words what no list can bring back. */
async function sayLost(
  { store, clock, logger }: CatchUpDeps,
  cursorMs: number,
  fromMs: number,
): Promise<void> {
  const sentence =
    'Events older than thirty days are gone at the processor; what they told of is found by the daily comparison of payments instead.'
  logger.warn({ lostFromMs: cursorMs, lostUntilMs: fromMs }, sentence)
  await store.transaction((trx) =>
    recordEvent(trx, {
      storeId: '',
      at: clock.nowMs(),
      kind: 'webhook.catch-up-limit',
      body: { lostFromMs: cursorMs, lostUntilMs: fromMs, sentence },
    }),
  )
}

/** One window of the list, taken to the end. null: the processor could not be read. */
async function readWindow(deps: CatchUpDeps, fromMs: number, untilMs: number): Promise<Window | null> {
  const answer = await loggedCalls(deps, { storeId: '' }).listEvents({ fromMs, untilMs })
  if (answer.kind !== 'done') {
    deps.logger.warn({ cause: answer.cause.code }, 'the list of events could not be read; it is tried again')
    return null
  }
  const events = answer.value.filter(ofOurs(deps, await deps.accountId()))
  const newestMs = answer.value.at(-1)?.createdAtMs ?? null
  return { newestMs, taken: await takeAll(deps, events) }
}

/**
 * The job that reads the processor's own list of events for the time since the last one known, and puts those that never arrived into the inbox: at every
 * start, hourly, and when nothing has come for a quarter of an hour. The cursor is a time of the processor's clock, kept on disk, and moves only after
 * everything up to it is; a live event does not move it, so it never jumps over a gap. Never given up.
 */
export function createCatchUp(deps: CatchUpDeps): JobHandler {
  const { store, clock, logger, processor } = deps
  /** Windows in a row that could not be read. */
  let misses = 0
  return async () => {
    const cursor = await cursorOf(deps)
    const nowMs = clock.nowMs()
    if (!(await isDue(deps, cursor))) return { kind: 'again', atMs: nowMs + lookEveryMs }
    // A clock that was once ahead must not leave a gap behind.
    const knownMs = Math.min(cursor.cursorMs, nowMs)
    const wantedMs = knownMs - overlapMs
    let fromMs = Math.max(wantedMs, nowMs - keptMs)
    if (fromMs > wantedMs) await sayLost(deps, wantedMs, fromMs)
    const endMs = nowMs + overlapMs
    let cursorMs = knownMs
    let taken = 0
    while (fromMs < endMs) {
      const untilMs = Math.min(endMs, fromMs + windowMs)
      const read = await readWindow(deps, fromMs, untilMs)
      if (read === null) {
        misses += 1
        const pauseMs = Math.min(lookEveryMs, retryMs * 2 ** (misses - 1))
        return { kind: 'again', atMs: clock.nowMs() + pauseMs }
      }
      misses = 0
      taken += read.taken
      if (read.taken > 0) deps.taken()
      cursorMs = Math.max(cursorMs, read.newestMs ?? 0, Math.min(untilMs, nowMs - slackMs))
      const caughtUpAtMs = untilMs < endMs ? cursor.caughtUpAtMs : clock.nowMs()
      await moveCursor(store, processor.id, { cursorMs, caughtUpAtMs })
      fromMs = untilMs
    }
    if (taken > 0) {
      logger.info({ taken }, 'events that never arrived were read from the list')
      await store.transaction((trx) =>
        recordEvent(trx, {
          storeId: '',
          at: clock.nowMs(),
          kind: 'webhook.caught-up',
          body: { fromMs: wantedMs, untilMs: nowMs, taken },
        }),
      )
    }
    return { kind: 'again', atMs: clock.nowMs() + lookEveryMs }
  }
}
