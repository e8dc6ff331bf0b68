import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Payment, Reader } from '../../../../domain/protocol/server-api.ts'

/** What a scripted request does instead of being answered at once. `…-then`: done by the server, and only the answer suffers. */
export type Mishap =
  | 'answer'
  | 'drop-before'
  | 'drop-after'
  | 'hang-before'
  | 'hang-after'
  | 'slow'
  | { readonly status: number; readonly code: string }

export type Route = 'create' | 'process' | 'look' | 'cancel' | 'readers' | 'use' | 'display' | 'status'

type Stored = { -readonly [K in keyof Payment]: Payment[K] } & { cancelled: boolean }

/**
 * A shop's server as far as card payments go, with a ledger of what the processor did and no memory of what the till was told. The customer
 * behaves as told: taps a good card, a bad one, or walks away. Everything it should never see it writes down in `violations`.
 */
export class StandInServer {
  readonly requests: { route: Route; key: string | null; body: unknown }[] = []
  readonly violations: string[] = []
  readonly payments = new Map<string, Stored>()
  customer: 'approves' | 'declines' | 'waits' = 'approves'
  readerStatus: 'waiting' | 'processing' | 'offline' | 'busy' | 'replaced' | 'failed' = 'waiting'
  /** How many looks a card takes before the bank has answered. */
  looksUntilAnswer = 1
  readers: Reader[] = [aReader()]
  /** What the server says of the processor. */
  cards: 'up' | 'down' = 'up'
  url = ''
  readonly #mishaps = new Map<Route, Mishap[]>()
  #displaysOnTheirWay = 0
  readonly #looks = new Map<string, number>()
  readonly #server: Server = createServer((request, response) => void this.#handle(request, response))

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
    return this
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  /** The next requests of a route suffer these, in order; afterwards it answers again. */
  script(route: Route, ...mishaps: Mishap[]): void {
    this.#mishaps.set(route, [...(this.#mishaps.get(route) ?? []), ...mishaps])
  }

  forgetScripts(): void {
    this.#mishaps.clear()
  }

  asked(route: Route): number {
    return this.requests.filter((request) => request.route === route).length
  }

  /** What the processor took, all sales together, in minor units. */
  capturedMinor(): number {
    return [...this.payments.values()].reduce((total, payment) => total + payment.capturedMinor, 0)
  }

  alive(): number {
    return [...this.payments.values()].filter(
      ({ state }) => !['approved', 'declined', 'voided'].includes(state),
    ).length
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString('utf8')
    const body: unknown = text === '' ? null : JSON.parse(text)
    const path = request.url ?? ''
    const key = /^\/v1\/payments\/([^/]+)/.exec(path)?.[1] ?? null
    const route = routeOf(request.method ?? '', path)
    this.requests.push({ route, key: key ?? keyOf(body), body })
    if (route === 'display') {
      this.#displaysOnTheirWay += 1
      response.once('finish', () => {
        this.#displaysOnTheirWay -= 1
      })
    }
    if (route === 'process' && this.#displaysOnTheirWay > 0)
      this.violations.push('a reader asked for a card while a cart is on its way to it')
    const mishap = this.#mishaps.get(route)?.shift() ?? 'answer'
    if (mishap === 'drop-before') return void request.socket.destroy()
    if (mishap === 'hang-before') return
    if (typeof mishap === 'object') return void answer(response, mishap.status, errorOf(mishap.code))
    const [status, value] = this.#do(route, key, body)
    if (mishap === 'drop-after') return void request.socket.destroy()
    if (mishap === 'hang-after') return
    if (mishap === 'slow') await new Promise((resolve) => setTimeout(resolve, 80))
    answer(response, status, value)
  }

  #do(route: Route, key: string | null, body: unknown): [number, unknown] {
    if (route === 'readers') return [200, { readers: this.readers }]
    if (route === 'use') return [200, {}]
    if (route === 'status')
      return [
        200,
        { serverTimeMs: 0, mode: 'practice', cards: { state: this.cards, sinceMs: 0, reason: null } },
      ]
    if (route === 'display') {
      const busy = [...this.payments.values()].some(({ state }) => state === 'processing')
      if (busy) this.violations.push('a display call during a payment')
      return [200, {}]
    }
    if (route === 'create') return this.#create(body as Stored)
    const payment = this.payments.get(key ?? '')
    if (payment === undefined) return [404, errorOf('payment_not_found')]
    if (route === 'process') this.#process(payment)
    if (route === 'look') this.#look(payment)
    if (route === 'cancel') this.#cancel(payment)
    return [200, { payment: shown(payment) }]
  }

  #create(wanted: Stored): [number, unknown] {
    const known = this.payments.get(wanted.idempotencyKey)
    if (known !== undefined) {
      if (known.amountMinor !== wanted.amountMinor) this.violations.push('one key with two amounts')
      return [200, { payment: shown(known) }]
    }
    for (const other of this.payments.values()) {
      const sameTender = other.saleId === wanted.saleId && other.tenderNo === wanted.tenderNo
      if (sameTender && !['declined', 'voided'].includes(other.state))
        this.violations.push(
          `a second intent for tender ${wanted.tenderNo} while the first is ${other.state}`,
        )
    }
    const payment: Stored = {
      ...wanted,
      state: 'created',
      processor: 'stand-in',
      processorPaymentId: `pi_${this.payments.size + 1}`,
      capturedMinor: 0,
      refundedMinor: 0,
      declineReason: null,
      card: null,
      reader: null,
      cancelled: false,
    }
    this.payments.set(wanted.idempotencyKey, payment)
    return [201, { payment: shown(payment) }]
  }

  #process(payment: Stored): void {
    if (payment.state !== 'created') return
    payment.state = 'processing'
  }

  #look(payment: Stored): void {
    if (payment.state !== 'processing') return
    payment.reader = { id: 'tmr_1', label: 'Counter', status: this.readerStatus }
    const looks = (this.#looks.get(payment.idempotencyKey) ?? 0) + 1
    this.#looks.set(payment.idempotencyKey, looks)
    if (this.customer === 'waits' || this.readerStatus !== 'waiting' || looks <= this.looksUntilAnswer) return
    this.settle(payment.idempotencyKey, this.customer)
  }

  /** The bank answers now. */
  settle(key: string, how: 'approves' | 'declines'): void {
    const payment = this.payments.get(key)
    if (payment === undefined || payment.state !== 'processing') return
    payment.reader = null
    if (how === 'declines') {
      payment.state = 'declined'
      payment.declineReason = 'insufficient_funds'
      return
    }
    payment.state = 'approved'
    payment.capturedMinor = payment.amountMinor
  }

  #cancel(payment: Stored): void {
    if (['approved', 'declined', 'voided'].includes(payment.state)) return
    payment.state = 'voided'
    payment.cancelled = true
    payment.reader = null
  }
}

export const aReader = (changes: Partial<Reader> = {}): Reader => ({
  id: 'tmr_1',
  label: 'Counter',
  deviceType: 'simulated_wisepos_e',
  online: true,
  busy: false,
  lastSeenAtMs: null,
  serial: null,
  softwareVersion: null,
  location: null,
  usedBy: [],
  lastPaymentAtMs: null,
  ...changes,
})

function shown(payment: Stored): Payment {
  const { cancelled: _, ...rest } = payment
  // A reader that vanished may be in the middle of anything.
  const gone = payment.state === 'processing' && payment.reader?.status === 'offline'
  return gone ? { ...rest, state: 'unknown' } : { ...rest }
}

function routeOf(method: string, path: string): Route {
  if (path === '/v1/payments') return 'create'
  if (path === '/v1/status') return 'status'
  if (path.endsWith('/process')) return 'process'
  if (path.endsWith('/cancel')) return 'cancel'
  if (path === '/v1/readers') return 'readers'
  if (path.endsWith('/use')) return 'use'
  if (path.endsWith('/display')) return 'display'
  if (method === 'GET' && path.startsWith('/v1/payments/')) return 'look'
  throw new Error(`the till asked for ${method} ${path}`)
}

const keyOf = (body: unknown): string | null =>
  typeof body === 'object' && body !== null && 'idempotencyKey' in body ? String(body.idempotencyKey) : null

const errorOf = (code: string) => ({ error: { code, message: code } })

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}
