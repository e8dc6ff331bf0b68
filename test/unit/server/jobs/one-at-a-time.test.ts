import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createLogger } from '../../../../server/http/logger.ts'
import { enqueueJob } from '../../../../server/jobs/enqueue-job.ts'
import { createJobRunner, type JobHandler } from '../../../../server/jobs/job-runner.ts'
import { Secret } from '../../../../server/secret.ts'
import { openStore } from '../../../../server/store/open-store.ts'
import type { Store } from '../../../../server/store/store.ts'
import { dialects, type Postgres, startPostgres } from '../store/postgres.ts'

/** A job's row is one object: whatever is enqueued meanwhile, and however many runners there are, it never runs twice at the same time. */
describe.each(dialects)('work on one object on %s', (dialect) => {
  let postgres: Postgres | undefined
  let folder: string
  let stores: Store[]
  const nowMs = 1_000_000

  beforeAll(async () => {
    if (dialect === 'postgres') postgres = await startPostgres()
  })
  afterAll(async () => {
    await postgres?.stop()
  })
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cashwrap-jobs-'))
    const storage =
      postgres === undefined
        ? { dialect: 'sqlite' as const, folder }
        : { dialect: 'postgres' as const, url: new Secret(await postgres.newDatabase()) }
    const open = async (): Promise<Store> => {
      const opened = await openStore({ storage, mode: 'practice', nowMs })
      if (!opened.ok) throw new Error(opened.error.message)
      return opened.value
    }
    const first = await open()
    // Two processes over one database; SQLite has one process.
    stores = [first, postgres === undefined ? first : await open()]
  })
  afterEach(async () => {
    for (const store of new Set(stores)) await store.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const runnerOn = (store: Store, handle: JobHandler) =>
    createJobRunner({
      store,
      clock: { nowMs: () => nowMs, monotonicMs: () => nowMs },
      logger: createLogger('silent', { write: () => {} }),
      handlers: new Map([['test', handle]]),
    })

  it('runs one after the other, with two runners and a hundred enqueuings in the middle of it, and the last one is seen', async () => {
    const objects = ['pi_1', 'pi_2', 'pi_3', 'pi_4']
    const running = new Map<string, number>()
    const most = new Map<string, number>()
    const wanted = new Map<string, number>()
    const seen = new Map<string, number>()
    const handle: JobHandler = async ({ subject }) => {
      const now = (running.get(subject) ?? 0) + 1
      running.set(subject, now)
      most.set(subject, Math.max(most.get(subject) ?? 0, now))
      const had = wanted.get(subject) ?? 0
      await pause(3)
      seen.set(subject, Math.max(seen.get(subject) ?? 0, had))
      running.set(subject, (running.get(subject) ?? 0) - 1)
      return { kind: 'done' }
    }
    const runners = stores.map((store) => runnerOn(store, handle))
    const enqueuing = Array.from({ length: 100 }, async (_, index) => {
      await pause(index % 25)
      const subject = objects[index % objects.length] ?? ''
      const store = stores[index % 2] ?? stores[0]
      await store?.transaction(async (trx) => {
        await enqueueJob(trx, { storeId: '', kind: 'test', subject, runAtMs: nowMs, nowMs })
        // Before the commit: whoever takes the job because of it sees this.
        wanted.set(subject, (wanted.get(subject) ?? 0) + 1)
      })
      await Promise.all(runners.map((runner) => runner.runDue()))
    })
    await Promise.all(enqueuing)
    for (const runner of runners) await runner.runDue()
    expect([...most.values()]).toEqual([1, 1, 1, 1])
    // Nothing that came while it ran was missed: each object ran again after it.
    expect([...seen].sort()).toEqual([...wanted].sort())
    const rows = await stores[0]?.db.selectFrom('jobs').select(['state', 'locked_until_ms']).execute()
    expect(rows).toEqual(objects.map(() => ({ state: 'done', locked_until_ms: null })))
  })
})
