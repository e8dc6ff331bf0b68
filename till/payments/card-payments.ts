import { assert } from '../../domain/assert.ts'
import type { Counter } from '../counter/counter.ts'
import type { CardReader } from '../readers/card-reader.ts'
import { type Attempt, readAttempt, readOpenAttempts } from '../sales/read-sales.ts'
import type { TillContext } from '../till-context.ts'
import { createPursuit, type Pursuit } from './card-pursuit.ts'
import type { LiveCards } from './live-cards.ts'
import { recordDecision } from './record-decision.ts'

/** Card attempts under way. Each is followed by its own pursuit, also after a restart, also when another sale stands on the counter. */
export type CardPayments = {
  /** Said before the attempt is journalled, so that the first thing a screen sees of it is `starting`. */
  announce(idempotencyKey: string, readerLabel: string | null): void
  /** Follows a freshly journalled attempt. */
  begin(attempt: Attempt, readerLabel: string | null): void
  /** Takes up whatever a restart left open. */
  resume(): void
  giveUp(attempt: Attempt): void
  /** Asks about an attempt now; resolves when that was answered, or after a few seconds. */
  lookNow(attempt: Attempt): Promise<void>
  close(): Promise<void>
}

const lookNowMaxMs = 4_000

export function createCardPayments(
  context: TillContext,
  counter: Counter,
  liveCards: LiveCards,
  /** The driver of the reader that is chosen now. */
  reader: () => CardReader,
  beforeReader: () => Promise<void>,
): CardPayments {
  const { store, clock, scheduler, log } = context
  const pursuits = new Map<string, { readonly pursuit: Pursuit; readonly done: Promise<void> }>()

  const follow = (attempt: Attempt, readerLabel: string | null, resumed: boolean): void => {
    const key = attempt.idempotencyKey
    if (pursuits.has(key)) return
    const driver = reader()
    const pursuit = createPursuit(
      {
        context,
        liveCards,
        reader: driver,
        readerLabel,
        beforeReader,
        touched: counter.touched,
        readAttempt: () => {
          const row = readAttempt(store.db, key)
          assert(row !== undefined, 'a journalled attempt stays')
          return row
        },
        record: (row, decision, payment) => recordDecision(context, counter, row, decision, payment),
      },
      resumed,
    )
    const noMoreNews = driver.onNews((of) => {
      if (of === key) void pursuit.lookNow().catch(() => undefined)
    })
    const done = pursuit
      .run()
      .catch((cause: unknown) => {
        log('error', 'card.pursuit-failed', { key, cause: String(cause) })
      })
      .finally(() => {
        noMoreNews()
        pursuits.delete(key)
      })
    pursuits.set(key, { pursuit, done })
  }

  const resume = (): void => {
    for (const attempt of readOpenAttempts(store.db)) follow(attempt, null, true)
  }

  // A server that is there again can tell at once what was lost.
  const unsubscribe = context.onConnection((online) => {
    if (online) for (const { pursuit } of pursuits.values()) void pursuit.lookNow().catch(() => undefined)
  })

  return {
    announce: (idempotencyKey, readerLabel) =>
      liveCards.set(idempotencyKey, {
        phase: 'starting',
        sinceMs: clock.nowMs(),
        readerLabel,
        nextCheckAtMs: null,
        waitsFor: null,
        isCancelling: false,
        errorCode: null,
      }),
    begin: (attempt, readerLabel) => follow(attempt, readerLabel, false),
    resume,
    giveUp: (attempt) => pursuits.get(attempt.idempotencyKey)?.pursuit.giveUp(),
    async lookNow(attempt) {
      // A pursuit that broke is taken up again: an attempt is never left alone before its end.
      if (!pursuits.has(attempt.idempotencyKey)) follow(attempt, null, true)
      const looked = pursuits.get(attempt.idempotencyKey)?.pursuit.lookNow()
      let cancelTimer = (): void => undefined
      const enough = new Promise<void>((resolve) => {
        cancelTimer = scheduler.after(lookNowMaxMs, resolve)
      })
      await Promise.race([looked, enough])
      cancelTimer()
    },
    async close() {
      unsubscribe()
      const all = [...pursuits.values()]
      for (const { pursuit } of all) pursuit.stop()
      await Promise.all(all.map(({ done }) => done))
    },
  }
}
