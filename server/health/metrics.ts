import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { ServerDeps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import type { ResilientProcessor } from '../processors/resilience.ts'

/** What a shop's monitoring watches: the process, requests by route, the three things that wait for somebody, and whether the processor answers. In Prometheus text at `/metrics`. */
export function registerMetrics(
  app: App,
  { store }: ServerDeps,
  processor: Pick<ResilientProcessor, 'state'>,
  /** What a noun shows of its own. */
  more: (registry: Registry) => void,
): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'cashwrap_http_request_seconds',
    help: 'Requests by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  })
  app.addHook('onResponse', async (request, reply) => {
    // The route's pattern, never the address: ids would make a series each.
    const route = request.routeOptions.url ?? 'none'
    requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
  })
  gauge(registry, 'cashwrap_sync_exceptions', 'Operations that were parked.', () =>
    store.db.selectFrom('sync_exceptions').select(store.db.fn.countAll<number | string>().as('count')),
  )
  gauge(registry, 'cashwrap_active_devices', 'Devices that may ask.', () =>
    store.db
      .selectFrom('devices')
      .select(store.db.fn.countAll<number | string>().as('count'))
      .where('revoked_at_ms', 'is', null),
  )
  gauge(registry, 'cashwrap_unknown_payments', 'Payments whose outcome is not known yet.', () =>
    store.db
      .selectFrom('payments')
      .select(store.db.fn.countAll<number | string>().as('count'))
      .where('state', '=', 'unknown'),
  )
  breakerGauge(registry, processor)
  more(registry)
  app.get('/metrics', { schema: { hide: true }, logLevel: 'warn' }, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  )
}

/** Of this process: another server process over the same database has its own breaker, and its own `/metrics`. */
function breakerGauge(registry: Registry, processor: Pick<ResilientProcessor, 'state'>): void {
  const labelNames = ['processor', 'region', 'state'] as const
  new Gauge({
    name: 'cashwrap_processor_breaker',
    help: 'The circuit breaker of this process: 1 for the state it is in. Cards work while it is closed.',
    labelNames,
    registers: [registry],
    collect() {
      const { processor: id, region, state } = processor.state()
      for (const each of ['closed', 'half-open', 'open'] as const)
        this.set({ processor: id, region, state: each }, each === state ? 1 : 0)
    },
  })
}

type Count = { executeTakeFirstOrThrow: () => Promise<{ count: number | string }> }

function gauge(registry: Registry, name: string, help: string, count: () => Count): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      this.set(Number((await count().executeTakeFirstOrThrow()).count))
    },
  })
}
