import type { World } from '../world.ts'

export interface Delivery {
  readonly id: number
  readonly event: string
  readonly endpoint: string
  readonly attempts: number
  readonly dueMs: number
}

/** The deliveries that wait, on disk. */
export interface DeliveryQueue {
  /** What is due, oldest first. */
  readonly due: () => readonly Delivery[]
  readonly delivered: (id: number) => void
  /** Plans the next attempt, or gives up after the last pause. */
  readonly failed: (delivery: Delivery) => void
  readonly nextDueMs: () => number | undefined
}

const batchMax = 50

export const createDeliveryQueue = ({ store, clock, timings }: World): DeliveryQueue => {
  const select = store.db.prepare<[number, number], Delivery>(
    `SELECT id, event, endpoint, attempts, due_ms AS dueMs FROM deliveries WHERE state = 'waiting' AND due_ms <= ?
     ORDER BY id LIMIT ?`,
  )
  const settle = store.db.prepare('UPDATE deliveries SET state = ?, attempts = attempts + 1 WHERE id = ?')
  const postpone = store.db.prepare('UPDATE deliveries SET due_ms = ?, attempts = attempts + 1 WHERE id = ?')
  const next = store.db.prepare<[], { readonly at: number | null }>(
    `SELECT min(due_ms) AS at FROM deliveries WHERE state = 'waiting'`,
  )
  return {
    due: () => select.all(clock.nowMs(), batchMax),
    delivered: (id) => {
      settle.run('delivered', id)
    },
    failed: ({ id, attempts }) => {
      const pause = timings.webhookRetryPausesMs[attempts]
      if (pause === undefined) settle.run('given_up', id)
      else postpone.run(clock.nowMs() + pause, id)
    },
    nextDueMs: () => next.get()?.at ?? undefined,
  }
}
