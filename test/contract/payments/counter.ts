import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import { saleIdSchema } from '../../../domain/ids/ids.ts'
import { idempotencyKey } from '../../../domain/payment/idempotency-key.ts'
import {
  type CreatePayment,
  type Payment,
  paymentResponseSchema,
  type Refund,
  refundResponseSchema,
} from '../../../domain/protocol/server-api.ts'
import { createPracticeStripe, type PracticeStripe } from '../../../sandbox/stripe/practice-stripe.ts'
import type { ServerDeps } from '../../../server/deps.ts'
import {
  type Answer,
  startTestServer,
  type TestServer,
  type TestTill,
} from '../../unit/server/http/test-server.ts'

const intentSchema = z.object({
  id: z.string(),
  amount: z.int(),
  amount_received: z.int(),
  status: z.string(),
  metadata: z.record(z.string(), z.string()),
})
const chargeSchema = z.object({
  id: z.string(),
  amount: z.int(),
  amount_refunded: z.int(),
  captured: z.boolean(),
  status: z.string(),
  payment_intent: z.string().nullable(),
})
const refundSchema = z.object({ id: z.string(), amount: z.int(), status: z.string() })
const eventSchema = z.looseObject({ id: z.string(), type: z.string() })
const listOf = <T extends z.ZodType>(item: T) => z.object({ data: z.array(item), has_more: z.boolean() })

export type Fault = {
  kind: 'hang' | 'drop' | 'error_500' | 'reader_timeout' | 'reader_busy' | 'lock_timeout' | 'rate_limit'
  when?: 'before' | 'after'
  delay_ms?: number
  count?: number
  method?: 'GET' | 'POST'
  path?: string
}

/** A counter with everything behind it: a paired till, the real server on SQLite, and the practice Stripe over HTTP with its one reader. */
export type Counter = {
  readonly stripe: PracticeStripe
  readonly stripeUrl: string
  readonly server: TestServer
  readonly till: TestTill
  readonly readerId: string
  /** Moves both clocks. */
  readonly advance: (ms: number) => void
  readonly fault: (fault: Fault) => Promise<void>
  readonly clearFaults: () => Promise<void>
  readonly reader: (verb: string, body?: object) => Promise<void>
  readonly aPayment: (changes?: Partial<CreatePayment>) => CreatePayment
  readonly create: (body: CreatePayment) => Promise<Answer>
  readonly process: (key: string, readerId?: string) => Promise<Answer>
  readonly read: (key: string) => Promise<Payment>
  readonly cancel: (key: string) => Promise<Payment>
  /** Creates, hands to the reader, presents the card; answers the payment read back. */
  readonly pay: (body: CreatePayment, card?: string) => Promise<Payment>
  readonly refund: (paymentKey: string, amountMinor: number, idempotencyKey?: string) => Promise<Answer>
  /** The processor's own books. */
  readonly intents: () => Promise<z.infer<typeof intentSchema>[]>
  readonly charges: () => Promise<z.infer<typeof chargeSchema>[]>
  readonly refunds: () => Promise<z.infer<typeof refundSchema>[]>
  readonly events: () => Promise<z.infer<typeof eventSchema>[]>
  /** Event rows of the server for one payment, oldest first. */
  readonly trace: (key: string) => Promise<{ kind: string; body: Record<string, unknown> }[]>
  readonly jobs: () => Promise<void>
  readonly close: () => Promise<void>
}

export const paymentOf = (answer: Answer): Payment => {
  if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  return paymentResponseSchema.parse(answer.body).payment
}
export const refundOf = (answer: Answer): Refund => {
  if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  return refundResponseSchema.parse(answer.body).refund
}

const startOfDayMs = Date.parse('2026-11-23T10:00:00Z')

export async function openCounter(
  options: {
    readonly databaseUrl?: string
    readonly env?: Record<string, string>
    readonly deps?: Partial<ServerDeps>
  } = {},
): Promise<Counter> {
  const folder = mkdtempSync(join(tmpdir(), 'cashwrap-practice-'))
  const world = { nowMs: startOfDayMs }
  const stripe = createPracticeStripe({ dataFolder: folder, clock: { nowMs: () => world.nowMs } })
  const url = await stripe.listen(0)
  const server = await startTestServer({
    ...(options.databaseUrl === undefined ? {} : { databaseUrl: options.databaseUrl }),
    env: { STRIPE_API_BASE: url, ...options.env },
    deps: options.deps ?? {},
  })
  const till = await server.pairedTill()
  const { storeId, currency } = { storeId: till.paired.store.id, currency: till.paired.store.currency }

  const api = async <T extends z.ZodType>(path: string, item: T): Promise<z.infer<T>[]> => {
    const found: z.infer<T>[] = []
    for (;;) {
      const last = found.at(-1) as { id?: string } | undefined
      const query = `limit=100${last?.id === undefined ? '' : `&starting_after=${last.id}`}`
      const answer = await fetch(`${url}/v1/${path}?${query}`, {
        headers: { authorization: 'Bearer sk_test_ledger' },
      })
      const page = listOf(item).parse(await answer.json())
      found.push(...(page.data as z.infer<T>[]))
      if (!page.has_more) return found
    }
  }
  const practice = async (method: string, path: string, body?: object): Promise<void> => {
    const answer = await fetch(`${url}/_practice/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
  }
  const readers = await api('terminal/readers', z.object({ id: z.string() }))
  const readerId = readers[0]?.id ?? ''

  const aPayment: Counter['aPayment'] = (changes = {}) => {
    const saleId = changes.saleId ?? saleIdSchema.parse(uuidv7())
    const { tenderNo = 1, attempt = 1 } = changes
    return {
      idempotencyKey: idempotencyKey({ storeId, saleId, tenderNo, attempt, verb: 'pay' }),
      saleId,
      tenderNo,
      attempt,
      amountMinor: 2500,
      currency,
      ...changes,
    }
  }
  const create: Counter['create'] = (body) => till.request('POST', '/v1/payments', body)
  const process: Counter['process'] = (key, reader = readerId) =>
    till.request('POST', `/v1/payments/${key}/process`, { readerId: reader })
  const read: Counter['read'] = async (key) => paymentOf(await till.request('GET', `/v1/payments/${key}`))
  const reader: Counter['reader'] = (verb, body = {}) => practice('POST', `readers/${readerId}/${verb}`, body)

  return {
    stripe,
    stripeUrl: url,
    server,
    till,
    readerId,
    advance: (ms) => {
      world.nowMs += ms
      server.clock.nowMs += ms
      stripe.poke()
    },
    fault: (fault) => practice('POST', 'faults', fault),
    clearFaults: () => practice('DELETE', 'faults'),
    reader,
    aPayment,
    create,
    process,
    read,
    cancel: async (key) => paymentOf(await till.request('POST', `/v1/payments/${key}/cancel`)),
    pay: async (body, card = 'visa') => {
      paymentOf(await create(body))
      paymentOf(await process(body.idempotencyKey))
      await reader('present', { card, bank_takes_ms: 0 })
      return read(body.idempotencyKey)
    },
    refund: (paymentKey, amountMinor, key = `ref-${uuidv7().replaceAll('-', '')}`) =>
      till.request('POST', '/v1/refunds', {
        idempotencyKey: key,
        paymentKey,
        amountMinor,
        reason: 'requested_by_customer',
      }),
    intents: () => api('payment_intents', intentSchema),
    charges: () => api('charges', chargeSchema),
    refunds: () => api('refunds', refundSchema),
    events: () => api('events', eventSchema),
    trace: async (key) => {
      const rows = await server.store.db
        .selectFrom('events')
        .select(['kind', 'body'])
        .where('payment_key', '=', key)
        .orderBy('seq')
        .execute()
      return rows.map(({ kind, body }) => ({ kind, body: JSON.parse(body) as Record<string, unknown> }))
    },
    jobs: async () => {
      const room = server.server.rooms.find(({ name }) => name === 'payments')
      if (room === undefined || !('jobs' in room)) throw new Error('no payments room')
      await (room as { jobs: { runDue: () => Promise<number> } }).jobs.runDue()
    },
    close: async () => {
      await server.close()
      await stripe.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Money really taken at the processor: charges that succeeded. */
export const taken = (charges: Awaited<ReturnType<Counter['charges']>>) =>
  charges.filter(({ status }) => status === 'succeeded')
