import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WebhookEvent } from '../../../../domain/payment/processor.ts'
import { verifyEventChain } from '../../../../server/events/verify-event-chain.ts'
import { openStore } from '../../../../server/store/open-store.ts'
import type { Store } from '../../../../server/store/store.ts'
import { type Arrival, createTakeTogether } from '../../../../server/webhooks/take-together.ts'

let folder: string
let store: Store
let commits = 0
/** Transactions with this many events or more fail, as on a disk that is nearly full. */
let failFrom = Number.POSITIVE_INFINITY

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cashwrap-inbox-'))
  const opened = await openStore({ storage: { dialect: 'sqlite', folder }, mode: 'practice', nowMs: 1 })
  if (!opened.ok) throw new Error(opened.error.message)
  store = opened.value
  commits = 0
  failFrom = Number.POSITIVE_INFINITY
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const counted: Pick<Store, 'transaction'> = {
  transaction: (run) =>
    store.transaction(async (trx) => {
      const done = await run(trx)
      const rows = await trx.selectFrom('webhook_events').select('event_id').execute()
      const isPoisoned = rows.some(({ event_id }) => event_id === 'evt_poison')
      if (rows.length >= failFrom || isPoisoned) throw new Error('the disk is full')
      commits += 1
      return done
    }),
}

const arrival = (id: string, storeId = 'shop'): Arrival => {
  const event: WebhookEvent = {
    id,
    type: 'payment_intent.succeeded',
    livemode: false,
    createdAtMs: 1_000,
    about: { kind: 'payment', id: `pi_of_${id}` },
    key: null,
    storeId,
    accountId: null,
  }
  return {
    entry: { processor: 'stripe', storeId, source: 'delivered', payload: '{}', receivedAtMs: 2_000, event },
    told: { storeId, at: 2_000, kind: 'webhook.received', body: { id } },
  }
}
const soon = (run: () => void): void => void setImmediate(run)
const kept = async (): Promise<readonly string[]> => {
  const rows = await store.db.selectFrom('webhook_events').select('event_id').orderBy('event_id').execute()
  return rows.map(({ event_id }) => event_id)
}
const jobs = async (): Promise<number> =>
  (await store.db.selectFrom('jobs').select('subject').execute()).length

describe('webhooks that arrive together', () => {
  it('share commits, each told whether it was new, with a job and a link of its store’s chain each', async () => {
    const take = createTakeTogether(counted, soon)
    const ids = Array.from({ length: 40 }, (_, index) => `evt_${String(index).padStart(2, '0')}`)
    const answers = await Promise.all(
      ids.map((id, index) => take(arrival(id, index % 2 === 0 ? 'shop' : 'kiosk'))),
    )
    expect(answers).toEqual(ids.map(() => true))
    expect(await kept()).toEqual(ids)
    expect(await jobs()).toBe(40)
    expect(commits).toBeLessThan(4)
    for (const storeId of ['shop', 'kiosk'])
      expect(await verifyEventChain(store.db, storeId)).toMatchObject({ kind: 'sound' })
  })

  it('take an event that comes twice at once a single time', async () => {
    const take = createTakeTogether(counted, soon)
    const answers = await Promise.all(['evt_a', 'evt_b', 'evt_a', 'evt_a'].map((id) => take(arrival(id))))
    expect(answers).toEqual([true, true, false, false])
    expect(await take(arrival('evt_b'))).toBe(false)
    expect(await kept()).toEqual(['evt_a', 'evt_b'])
    expect(await store.db.selectFrom('events').select('seq').execute()).toHaveLength(2)
  })

  it('are kept one by one when one of them cannot be, and only that one is refused', async () => {
    const take = createTakeTogether(counted, soon)
    const answers = await Promise.allSettled(['evt_a', 'evt_poison', 'evt_c'].map((id) => take(arrival(id))))
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await kept()).toEqual(['evt_a', 'evt_c'])
    expect(await jobs()).toBe(2)
  })

  it('are all refused while nothing can be written, and taken when it can again', async () => {
    const take = createTakeTogether(counted, soon)
    failFrom = 1
    const refused = await Promise.allSettled(['evt_a', 'evt_b'].map((id) => take(arrival(id))))
    expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await kept()).toEqual([])
    failFrom = Number.POSITIVE_INFINITY
    expect(await take(arrival('evt_a'))).toBe(true)
  })
})
