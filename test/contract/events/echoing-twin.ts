import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type EchoingTwin = { readonly url: string; readonly close: () => Promise<void> }

/**
 * A processor gone wrong: whatever it is asked, it answers in its own API's shapes and writes what `words` gives it into every text and header that
 * is not an amount, a state or an id. One in three creations it refuses, with the same words in the error.
 */
export async function startEchoingTwin(words: () => string): Promise<EchoingTwin> {
  let asked = 0
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      asked += 1
      const form = new URLSearchParams(Buffer.concat(chunks).toString())
      const refuses = request.method === 'POST' && asked % 3 === 0
      const body = refuses ? anError(words) : anAnswer(request.url ?? '', form, words, asked)
      response.writeHead(refuses ? 402 : 200, {
        'content-type': 'application/json',
        'request-id': `req_${asked} ${headerSafe(words())}`,
        'stripe-should-retry': 'false',
      })
      response.end(JSON.stringify(body))
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((done) => server.close(() => done())),
  }
}

/** Headers hold Latin-1 only. */
const headerSafe = (text: string): string => text.replace(/[^\x20-\x7e]/g, '-')

const anError = (words: () => string) => ({
  error: {
    type: 'card_error',
    code: words(),
    decline_code: words(),
    message: words(),
    param: words(),
    doc_url: words(),
  },
})

const aReader = (words: () => string, paymentId: string | null) => ({
  id: 'tmr_twin',
  object: 'terminal.reader',
  label: words(),
  device_type: 'stripe_s700',
  status: 'online',
  location: null,
  serial_number: words(),
  ip_address: words(),
  device_sw_version: words(),
  livemode: false,
  metadata: { note: words() },
  action:
    paymentId === null
      ? null
      : {
          type: 'process_payment_intent',
          status: 'failed',
          failure_code: words(),
          failure_message: words(),
          process_payment_intent: { payment_intent: paymentId },
        },
})

function anAnswer(url: string, form: URLSearchParams, words: () => string, asked: number): object {
  const readerOrder = form.get('payment_intent')
  if (url.startsWith('/v1/terminal/readers')) {
    const reader = aReader(words, readerOrder)
    return /readers(?:\?|$)/.test(url)
      ? { object: 'list', data: [reader], has_more: false, url: '/v1/terminal/readers' }
      : reader
  }
  const metadata = Object.fromEntries(
    [...form].flatMap(([name, value]) => {
      const key = /^metadata\[(\w+)\]$/.exec(name)?.[1]
      return key === undefined ? [] : [[key, value]]
    }),
  )
  return {
    id: /pi_\w+/.exec(url)?.[0] ?? `pi_twin${asked}`,
    object: 'payment_intent',
    amount: Number(form.get('amount') ?? 100),
    amount_received: 0,
    currency: form.get('currency') ?? 'eur',
    created: 1_795_000_000,
    status: 'requires_payment_method',
    livemode: false,
    metadata: { ...metadata, note: words() },
    description: words(),
    statement_descriptor: words(),
    client_secret: `pi_twin${asked}_secret_CanaryFFFFggggHHHH`,
    last_payment_error: { type: 'card_error', code: words(), decline_code: words(), message: words() },
    latest_charge: null,
  }
}
