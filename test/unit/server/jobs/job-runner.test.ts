import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLogger } from '../../../../server/http/logger.ts'
import { claimJobs } from '../../../../server/jobs/claim-jobs.ts'
import { enqueueJob } from '../../../../server/jobs/enqueue-job.ts'
import { createJobRunner, type Job, type JobOutcome } from '../../../../server/jobs/job-runner.ts'
import { openStore } from '../../../../server/store/open-store.ts'
import type { Store } from '../../../../server/store/store.ts'

let folder: string
let store: Store
let nowMs = 1_000_000

const open = async (): Promise<Store> => {
  const opened = await openStore({ storage: { dialect: 'sqlite', folder }, mode: 'practice', nowMs })
  if (!opened.ok) throw new Error(opened.error.message)
  return opened.value
}
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cashwrap-jobs-'))
  nowMs = 1_000_000
  store = await open()
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const runner = (handle: (job: Job) => Promise<JobOutcome>) =>
  createJobRunner({
    store,
    clock: { nowMs: () => nowMs, monotonicMs: () => nowMs },
    logger: createLogger('silent', { write: () => {} }),
    handlers: new Map([['test', handle]]),
  })
const enqueue = (subject: string, runAtMs = nowMs): Promise<void> =>
  store.transaction((trx) => enqueueJob(trx, { storeId: 's', kind: 'test', subject, runAtMs, nowMs }))
const rowOf = (subject: string) =>
  store.db.selectFrom('jobs').selectAll().where('subject', '=', subject).executeTakeFirstOrThrow()

describe('the job runner', () => {
  it('runs what is due, once, and leaves the rest', async () => {
    const ran: string[] = []
    const jobs = runner(async ({ subject }) => {
      ran.push(subject)
      return { kind: 'done' }
    })
    await enqueue('now')
    await enqueue('later', nowMs + 10)
    await jobs.runDue()
    await jobs.runDue()
    expect(ran).toEqual(['now'])
    nowMs += 10
    await jobs.runDue()
    expect(ran).toEqual(['now', 'later'])
    expect(await rowOf('later')).toMatchObject({ state: 'done', attempts: 1 })
  })

  it('takes up at once what was held by a clock that was a day ahead and is right again', async () => {
    const aheadMs = 25 * 3_600_000
    nowMs += aheadMs
    await enqueue('held')
    // Its runner died under the wrong clock.
    expect(await claimJobs(store, nowMs, 8)).toHaveLength(1)
    nowMs -= aheadMs
    const ran: string[] = []
    const jobs = runner(async ({ subject }) => {
      ran.push(subject)
      return { kind: 'done' }
    })
    await jobs.runDue()
    expect(ran).toEqual(['held'])
  })

  it('leaves alone what another process holds whose clock is a minute ahead', async () => {
    await enqueue('held')
    expect(await claimJobs(store, nowMs + 60_000, 8)).toHaveLength(1)
    expect(await claimJobs(store, nowMs, 8)).toEqual([])
  })

  it('is rolled back with the data it belongs to', async () => {
    const failing = store.transaction(async (trx) => {
      await enqueueJob(trx, { storeId: 's', kind: 'test', subject: 'x', runAtMs: nowMs, nowMs })
      throw new Error('the data was refused')
    })
    await expect(failing).rejects.toThrow('refused')
    expect(await store.db.selectFrom('jobs').selectAll().execute()).toEqual([])
  })

  it('tries what failed again with growing pauses, and gives it to a person after twelve times', async () => {
    let runs = 0
    const jobs = runner(async () => {
      runs += 1
      throw new Error('not today')
    })
    await enqueue('x')
    await jobs.runDue()
    expect(await rowOf('x')).toMatchObject({
      state: 'waiting',
      run_at_ms: nowMs + 1_000,
      last_error: 'not today',
    })
    nowMs += 1_000
    await jobs.runDue()
    expect(await rowOf('x')).toMatchObject({ run_at_ms: nowMs + 2_000 })
    for (let index = 0; index < 20; index += 1) {
      nowMs += 3_600_000
      await jobs.runDue()
    }
    expect(runs).toBe(12)
    expect(await rowOf('x')).toMatchObject({ state: 'failed' })
    const events = await store.db.selectFrom('events').select('kind').execute()
    expect(events).toEqual([{ kind: 'job.failed' }])
  })

  it('runs once more what was enqueued again while it ran', async () => {
    let runs = 0
    const jobs = runner(async ({ subject }) => {
      runs += 1
      if (runs === 1) await enqueue(subject)
      return { kind: 'done' }
    })
    await enqueue('x')
    await jobs.runDue()
    expect(runs).toBe(2)
    expect(await rowOf('x')).toMatchObject({ state: 'done' })
  })

  it('does not wait for a slow one before it runs the next', async () => {
    const ended: string[] = []
    let letGo = (): void => {}
    const slow = new Promise<void>((resolve) => {
      letGo = resolve
    })
    const jobs = runner(async ({ subject }) => {
      if (subject === 'slow') await slow
      ended.push(subject)
      return { kind: 'done' }
    })
    await enqueue('slow')
    const running = jobs.runDue()
    await enqueue('quick')
    void jobs.runDue()
    await expect.poll(() => ended).toEqual(['quick'])
    letGo()
    await running
    expect(ended).toEqual(['quick', 'slow'])
  })

  it('is told in the transaction that gives it up', async () => {
    const buried: string[] = []
    const jobs = createJobRunner({
      store,
      clock: { nowMs: () => nowMs, monotonicMs: () => nowMs },
      logger: createLogger('silent', { write: () => {} }),
      handlers: new Map([['test', async () => ({ kind: 'failed' as const, reason: 'never' })]]),
      dead: new Map([
        [
          'test',
          async (trx, job, reason) => {
            buried.push(`${job.subject} ${reason}`)
            await trx.insertInto('meta').values({ key: 'buried', value: job.subject }).execute()
          },
        ],
      ]),
    })
    await enqueue('x')
    await store.db.updateTable('jobs').set({ attempts: 11 }).execute()
    await jobs.runDue()
    expect(buried).toEqual(['x never'])
    expect(await rowOf('x')).toMatchObject({ state: 'failed' })
    expect(await store.db.selectFrom('meta').select('value').where('key', '=', 'buried').execute()).toEqual([
      { value: 'x' },
    ])
  })

  it('cannot be settled by a runner that has lost it', async () => {
    let letGo = (): void => {}
    const stuck = new Promise<void>((resolve) => {
      letGo = resolve
    })
    let runs = 0
    const handle = async (): Promise<JobOutcome> => {
      runs += 1
      if (runs === 1) await stuck
      return runs === 1 ? { kind: 'done' } : { kind: 'again', atMs: nowMs + 5_000 }
    }
    await enqueue('x')
    const first = runner(handle).runDue()
    await expect.poll(() => runs).toBe(1)
    nowMs += 120_000
    await runner(handle).runDue()
    expect(runs).toBe(2)
    letGo()
    await first
    expect(await rowOf('x')).toMatchObject({ state: 'waiting', run_at_ms: nowMs + 5_000 })
  })

  it('is not run by two runners at once, and is taken over when its runner died', async () => {
    let running = 0
    let most = 0
    const handle = async (): Promise<JobOutcome> => {
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setTimeout(resolve, 20))
      running -= 1
      return { kind: 'done' }
    }
    await enqueue('x')
    const counts = await Promise.all([runner(handle).runDue(), runner(handle).runDue()])
    expect(counts[0] + counts[1]).toBe(1)
    expect(most).toBe(1)

    await enqueue('dead')
    await store.db
      .updateTable('jobs')
      .set({ state: 'running', locked_until_ms: nowMs + 120_000 })
      .where('subject', '=', 'dead')
      .execute()
    expect(await runner(handle).runDue()).toBe(0)
    nowMs += 120_000
    expect(await runner(handle).runDue()).toBe(1)
  })

  it('comes back at the time it asks for', async () => {
    const jobs = runner(async () => ({ kind: 'again', atMs: nowMs + 5_000 }))
    await enqueue('x')
    await jobs.runDue()
    expect(await rowOf('x')).toMatchObject({ state: 'waiting', run_at_ms: nowMs + 5_000 })
  })

  it('closes after what runs has ended, and starts nothing more', async () => {
    const ended: string[] = []
    const jobs = runner(async ({ subject }) => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      ended.push(subject)
      return { kind: 'done' }
    })
    await enqueue('x')
    const running = jobs.runDue()
    // The claim is on its way; closing now must wait for it.
    await new Promise((resolve) => setTimeout(resolve, 5))
    await jobs.close()
    await running
    expect(ended).toEqual(['x'])
    await enqueue('y')
    expect(await jobs.runDue()).toBe(0)
  })
})
