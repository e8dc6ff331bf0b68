import { Gauge, type Registry } from 'prom-client'
import type { Clock } from '../../domain/ids/clock.ts'
import type { Store } from '../store/store.ts'
import type { ClockWatch } from './clock-watch.ts'

type Deps = { readonly store: Store; readonly clock: Clock; readonly clockWatch: ClockWatch }

type Waiting = { readonly depth: number; readonly oldestMs: number | null; readonly dead: number }

async function readInbox({ store }: Deps): Promise<Waiting> {
  const { countAll, min } = store.db.fn
  const waiting = await store.db
    .selectFrom('webhook_events')
    .select([countAll<number | string>().as('depth'), min<number | null>('received_at_ms').as('oldest_ms')])
    .where('outcome', 'is', null)
    .executeTakeFirstOrThrow()
  const { count } = await store.db
    .selectFrom('webhook_events')
    .select(countAll<number | string>().as('count'))
    .where('outcome', '=', 'dead')
    .executeTakeFirstOrThrow()
  const oldestMs = waiting.oldest_ms === null ? null : Number(waiting.oldest_ms)
  return { depth: Number(waiting.depth), oldestMs, dead: Number(count) }
}

/** How the processor's events are doing: what waits and for how long, what was given up, and how far the clocks are apart. */
export function registerWebhookMetrics(registry: Registry, deps: Deps): void {
  const gauge = (name: string, help: string, read: () => Promise<number | null>): void => {
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const value = await read()
        if (value === null) this.remove()
        else this.set(value)
      },
    })
  }
  gauge('cashwrap_webhook_inbox_depth', 'Events that wait to be processed.', async () => {
    return (await readInbox(deps)).depth
  })
  gauge(
    'cashwrap_webhook_lag_seconds',
    'How long the oldest of them has waited; 0 when none does.',
    async () => {
      const { oldestMs } = await readInbox(deps)
      return oldestMs === null ? 0 : Math.max(0, (deps.clock.nowMs() - oldestMs) / 1000)
    },
  )
  gauge('cashwrap_webhook_dead', 'Events that were given to a person.', async () => {
    return (await readInbox(deps)).dead
  })
  gauge(
    'cashwrap_webhook_clock_skew_seconds',
    'How far the processor’s clock is ahead of this process’s, by the last webhooks it took; negative: behind.',
    async () => {
      const skewMs = deps.clockWatch.skewMs()
      return skewMs === null ? null : skewMs / 1000
    },
  )
}
