import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ok } from '../../../../domain/result.ts'
import { createLogger } from '../../../../server/http/logger.ts'
import { enqueueJob } from '../../../../server/jobs/enqueue-job.ts'
import { createJobRunner, type JobHandler } from '../../../../server/jobs/job-runner.ts'
import { createJanitor } from '../../../../server/payments/janitor.ts'
import { janitorDelaysMs, janitorKind } from '../../../../server/payments/janitor-visits.ts'
import type { Payments } from '../../../../server/payments/payments.ts'
import { createRefundJanitor } from '../../../../server/refunds/refund-janitor.ts'
import type { RefundState } from '../../../../server/refunds/refund-row.ts'
import { refundJanitorDelaysMs, refundJanitorKind } from '../../../../server/refunds/refund-visits.ts'
import type { Refunds } from '../../../../server/refunds/refunds.ts'
import { openStore } from '../../../../server/store/open-store.ts'
import type { Store } from '../../../../server/store/store.ts'
import { aRow } from './builders.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const requestedAtMs = Date.parse('2026-11-23T10:00:00Z')

let folder: string
let store: Store
let nowMs: number
const open = async (): Promise<void> => {
  const opened = await openStore({ storage: { dialect: 'sqlite', folder }, mode: 'practice', nowMs })
  if (!opened.ok) throw new Error(opened.error.message)
  store = opened.value
}
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cashwrap-janitor-'))
  nowMs = requestedAtMs
  await open()
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const clock = { nowMs: () => nowMs, monotonicMs: () => nowMs }
const enqueue = (kind: string, afterMs: number): Promise<void> =>
  store.transaction((trx) =>
    enqueueJob(trx, { storeId: 's', kind, subject: 'key', runAtMs: nowMs + afterMs, nowMs }),
  )

/** A new server process over the same database: runs what is due and ends. */
async function process(kind: string, handler: JobHandler): Promise<void> {
  await store.close()
  await open()
  const logger = createLogger('silent', { write: () => {} })
  const jobs = createJobRunner({ store, clock, logger, handlers: new Map([[kind, handler]]) })
  await jobs.runDue()
  await jobs.close()
}
const dueMs = async (): Promise<number | null> => {
  const job = await store.db.selectFrom('jobs').selectAll().executeTakeFirstOrThrow()
  return job.state === 'waiting' ? job.run_at_ms : null
}
/** Lets the clock run to each next visit, with a restart before each; answers when they were, after the request. */
async function visits(kind: string, handler: JobHandler, countMax: number): Promise<number[]> {
  const seen: number[] = []
  while (seen.length < countMax) {
    const due = await dueMs()
    if (due === null) break
    nowMs = due
    seen.push(nowMs - requestedAtMs)
    await process(kind, handler)
  }
  return seen
}

const paymentsThat = (
  look: () => 'unknown' | 'approved',
  cancelled: number[],
): Pick<Payments, 'refresh' | 'cancel'> => ({
  refresh: async () => ok(aRow({ state: look() })),
  cancel: async () => {
    cancelled.push(nowMs - requestedAtMs)
    return ok(aRow({ state: look() }))
  },
})

describe('the janitor of payments', () => {
  it('looks after 5 s, 1 min, 5 min, 1 h and 1 d, and then every day, whatever restarts in between', async () => {
    const cancelled: number[] = []
    await enqueue(janitorKind, janitorDelaysMs[0])
    const handler = createJanitor(
      paymentsThat(() => 'unknown', cancelled),
      clock,
    )
    expect(await visits(janitorKind, handler, 8)).toEqual([
      5 * second,
      minute,
      5 * minute,
      hour,
      day,
      2 * day,
      3 * day,
      4 * day,
    ])
    expect(cancelled).toEqual([day, 2 * day, 3 * day, 4 * day])
  })

  it('that was away for two hours catches up with its visits, and gives nothing up before the day is over', async () => {
    const cancelled: number[] = []
    await enqueue(janitorKind, janitorDelaysMs[0])
    const handler = createJanitor(
      paymentsThat(() => 'unknown', cancelled),
      clock,
    )
    nowMs = requestedAtMs + 2 * hour
    await process(janitorKind, handler)
    const later = await visits(janitorKind, handler, 4)
    expect(later.at(-1)).toBe(day)
    expect(later.slice(0, -1).every((at) => at < 2 * hour + minute)).toBe(true)
    expect(cancelled).toEqual([day])
  })

  it('ends with the payment', async () => {
    let looks = 0
    await enqueue(janitorKind, janitorDelaysMs[0])
    const handler = createJanitor(
      paymentsThat(() => (++looks < 3 ? 'unknown' : 'approved'), []),
      clock,
    )
    expect(await visits(janitorKind, handler, 10)).toEqual([5 * second, minute, 5 * minute])
    expect(await dueMs()).toBeNull()
  })
})

describe('the janitor of refunds', () => {
  const row = (state: RefundState) => ({
    store_id: 's',
    key: 'key',
    payment_key: 'pay',
    device_id: 'd',
    amount_minor: 100,
    currency: 'EUR',
    reason: 'duplicate',
    state,
    processor_refund_id: 're_1',
    failure_code: null,
    requested_at_ms: requestedAtMs,
    updated_at_ms: requestedAtMs,
    version: 1,
  })
  const refundsThat = (
    look: () => RefundState,
    asked: number[],
    isLost = () => false,
  ): Pick<Refunds, 'refresh'> => ({
    refresh: async (_storeId, _key, evenSettled, onLost) => {
      if (evenSettled === true) asked.push(nowMs - requestedAtMs)
      if (isLost()) onLost?.()
      return ok(row(look()))
    },
  })

  it('looks at one that is pending for as long as it takes', async () => {
    await enqueue(refundJanitorKind, refundJanitorDelaysMs[0])
    const handler = createRefundJanitor(
      refundsThat(() => 'pending', []),
      clock,
    )
    const seen = await visits(refundJanitorKind, handler, 12)
    expect(seen).toHaveLength(12)
    expect(seen[0]).toBe(5 * second)
    expect((seen.at(-1) ?? 0) - (seen.at(-2) ?? 0)).toBe(day)
  })

  it('looks at one that succeeded again for a month, and asks the processor each time', async () => {
    const asked: number[] = []
    await enqueue(refundJanitorKind, refundJanitorDelaysMs[0])
    const handler = createRefundJanitor(
      refundsThat(() => 'succeeded', asked),
      clock,
    )
    expect(await visits(refundJanitorKind, handler, 20)).toEqual([
      5 * second,
      day,
      3 * day,
      7 * day,
      14 * day,
      30 * day,
    ])
    expect(asked).toEqual([day, 3 * day, 7 * day, 14 * day, 30 * day])
  })

  it('asks again soon when the processor could not be read, and ends with a refund that failed', async () => {
    let looks = 0
    const asked: number[] = []
    await enqueue(refundJanitorKind, refundJanitorDelaysMs[0])
    const handler = createRefundJanitor(
      refundsThat(
        () => (++looks < 4 ? 'succeeded' : 'failed'),
        asked,
        () => looks === 1,
      ),
      clock,
    )
    expect(await visits(refundJanitorKind, handler, 20)).toEqual([5 * second, day, day + hour, 3 * day])
    expect(await dueMs()).toBeNull()
  })
})
