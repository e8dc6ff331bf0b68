import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Stripe from 'stripe'
import { createPracticeStripe, type PracticeStripe } from '../../../sandbox/stripe/practice-stripe.ts'
import type { Timings } from '../../../sandbox/stripe/world.ts'

export interface WireBody {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

/** A practice Stripe in a temporary folder, with the official SDK pointed at it and every answer kept as it came. */
export interface PracticeShop {
  readonly sdk: Stripe
  readonly wire: WireBody[]
  readonly url: () => string
  /** The reader that stands in every new practice shop. */
  readonly readerId: string
  readonly advance: (ms: number) => void
  /** How far its clock is ahead of this machine's. */
  readonly aheadMs: () => number
  /** Posts to the practice controls; throws unless the answer is 200. */
  readonly control: (path: string, body?: object) => Promise<unknown>
  /** Reads from the practice controls; throws unless the answer is 200. */
  readonly look: (path: string) => Promise<unknown>
  /** Forgets planned faults and odd ways of delivering. */
  readonly calm: () => Promise<void>
  /** Stops the process's server and starts another on the same folder and port. */
  readonly restart: () => Promise<void>
  readonly close: () => Promise<void>
}

export const quickTimings: Partial<Timings> = {
  panelAuthorisationMs: 0,
  refundSettlesAfterMs: 60_000,
  webhookRetryPausesMs: Array.from({ length: 500 }, () => 20),
  webhookTimeoutMs: 2_000,
}

export const openShop = async (timings: Partial<Timings> = {}): Promise<PracticeShop> => {
  const folder = mkdtempSync(join(tmpdir(), 'practice-stripe-'))
  let aheadMs = 0
  const clock = { nowMs: () => Date.now() + aheadMs }
  const start = (): PracticeStripe =>
    createPracticeStripe({ dataFolder: folder, clock, timings: { ...quickTimings, ...timings } })
  let sandbox = start()
  const port = Number(new URL(await sandbox.listen(0)).port)

  const wire: WireBody[] = []
  const recording: typeof fetch = async (input, init) => {
    const response = await fetch(input, init)
    const text = await response.clone().text()
    const url = new URL(input instanceof Request ? input.url : input)
    wire.push({
      method: init?.method ?? 'GET',
      path: url.pathname,
      status: response.status,
      headers: response.headers,
      body: JSON.parse(text),
    })
    return response
  }
  const sdk = new Stripe('sk_test_practice', {
    host: '127.0.0.1',
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient(recording),
  })
  const [reader] = (await sdk.terminal.readers.list()).data
  if (reader === undefined) throw new Error('a new practice shop has a reader')

  const control = async (path: string, body: object = {}): Promise<unknown> => {
    const response = await fetch(`${sandbox.url()}/_practice/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }

  return {
    sdk,
    wire,
    url: () => sandbox.url(),
    readerId: reader.id,
    advance: (ms) => {
      aheadMs += ms
      sandbox.poke()
    },
    aheadMs: () => aheadMs,
    control,
    look: async (path) => {
      const response = await fetch(`${sandbox.url()}/_practice/${path}`)
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
      return response.json()
    },
    calm: async () => {
      await fetch(`${sandbox.url()}/_practice/faults`, { method: 'DELETE' })
      await control('webhooks', { hold: false, duplicate: false, reorder: false, delay_ms: 0 })
      await control('clock', { date_ms: 0, signature_ms: 0 })
      await control(`readers/${reader.id}/plug_in`)
      await control(`readers/${reader.id}/slow`, { ms: 0 })
    },
    restart: async () => {
      await sandbox.close()
      sandbox = start()
      await sandbox.listen(port)
      // The client may still hold a connection to the old server and find out only when it uses it.
      await until(() =>
        fetch(sandbox.url()).then(
          () => true,
          () => false,
        ),
      )
    },
    close: async () => {
      await sandbox.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export interface ReceivedHook {
  readonly body: string
  readonly signature: string
}

/** A webhook receiver on loopback; `answers` is asked for the status of each delivery. */
export const openReceiver = async (answers: (count: number) => number = () => 200) => {
  const received: ReceivedHook[] = []
  const server = createServer((request, response) => {
    const chunks: string[] = []
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => chunks.push(chunk))
    request.on('end', () => {
      received.push({ body: chunks.join(''), signature: String(request.headers['stripe-signature']) })
      response.writeHead(answers(received.length)).end()
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Waits until something holds; a test that never gets there fails by its own time-out. */
export const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10))
}

/** What a promise rejects with, as the SDK's error. */
export const stripeError = async (
  promise: Promise<unknown>,
): Promise<InstanceType<typeof Stripe.errors.StripeError>> => {
  try {
    await promise
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error
    throw error
  }
  throw new Error('the request was expected to fail')
}

export const aCardSale = {
  amount: 1250,
  currency: 'usd',
  allowed_payment_method_types: ['card_present'],
} satisfies Stripe.PaymentIntentCreateParams
