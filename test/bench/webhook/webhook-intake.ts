import { createHmac } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { startPart } from '../../../tools/run/part.ts'
import { secretKey } from '../../support/practice-shop.ts'
import type { Bench } from '../harness/bench.ts'
import { startChild } from '../harness/child.ts'
import { ratioLine } from '../harness/line.ts'
import { interleave, type Measure } from '../harness/rounds.ts'
import { inTempFolder } from '../harness/temp-folder.ts'

const secret = 'whsec_bench_signs_nothing_else'
/** A sale's events come in a burst. */
const atOnce = 8
const burstsPerRound = 25

/** An event of the size that Stripe sends, about something that no shop of ours has. */
function eventBody(id: string, createdSeconds: number): string {
  const filler = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [`note_${index}`, 'x'.repeat(40)]),
  )
  return JSON.stringify({
    id,
    object: 'event',
    api_version: '2026-10-28.endive',
    created: createdSeconds,
    data: { object: { id: 'cus_bench', object: 'customer', metadata: {}, description: filler } },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type: 'customer.updated',
  })
}

type Signed = { readonly body: string; readonly signature: string }

function signed(id: string): Signed {
  const seconds = Math.floor(Date.now() / 1_000)
  const body = eventBody(id, seconds)
  const v1 = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return { body, signature: `t=${seconds},v1=${v1}` }
}

/** Sends one event; resolves when it was answered with 2xx. */
const send = (agent: Agent, url: URL, { body, signature }: Signed): Promise<void> =>
  new Promise((resolve, reject) => {
    const sending = request(
      {
        hostname: url.hostname,
        port: url.port,
        path: url.pathname,
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'stripe-signature': signature,
        },
      },
      (answer) => {
        answer.resume()
        answer.on('end', () =>
          answer.statusCode === 200 ? resolve() : reject(new Error(`HTTP ${answer.statusCode}`)),
        )
      },
    )
    sending.on('error', reject)
    sending.end(body)
  })

/** Milliseconds from the first byte of a burst to its last answer, for each burst. */
const bursts =
  (who: string, url: URL): Measure =>
  async (round) => {
    const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
    const took: number[] = []
    for (let burst = 0; burst < burstsPerRound; burst += 1) {
      const events = Array.from({ length: atOnce }, (_, index) =>
        signed(`evt_bench${who}${round + 1}x${burst}x${index}`),
      )
      const beganMs = performance.now()
      await Promise.all(events.map((event) => send(agent, url, event)))
      took.push(performance.now() - beganMs)
    }
    agent.destroy()
    return took
  }

/** What the server's webhook endpoint keeps of the speed of the least that one can be. */
export const webhookIntake: Bench = {
  name: 'webhook-intake',
  roundsDefault: 15,
  run: (rounds) =>
    inTempFolder(async (folder) => {
      const data = (name: string): string => mkdtempSync(join(folder, name))
      const sandbox = await startPart('sandbox', {
        CASHWRAP_SANDBOX_DATA: data('stripe-'),
        CASHWRAP_SANDBOX_PORT: '0',
      })
      const server = await startPart('server', {
        CASHWRAP_MODE: 'practice',
        CASHWRAP_SERVER_DATA: data('server-'),
        CASHWRAP_SERVER_PORT: '0',
        CASHWRAP_ADMIN_TOKEN: 'bench-admin-token-of-at-least-32-characters',
        CASHWRAP_RATE_LIMIT: '10000000',
        STRIPE_API_BASE: sandbox.url,
        STRIPE_SECRET_KEY: secretKey,
        STRIPE_WEBHOOK_SECRET: secret,
      })
      const bare = await startChild(new URL('./bare-intake.ts', import.meta.url), {
        args: [data('bare-'), secret],
        ready: /^intake: (\S+)$/m,
        withinMs: 20_000,
      })
      try {
        const ours = new URL('/v1/webhooks/stripe', new URL(server.url).origin)
        return [
          ratioLine(
            {
              name: 'webhook-intake',
              target: 0.8,
              direction: 'higher',
              versus: `a bare node:http server with the SDK's signature check and one row committed (WAL, FULL) ÷ the server (the same, a job and an event of the hash-chained log); bursts of ${atOnce} events at once, from the first byte to the last 2xx`,
            },
            await interleave(rounds, bursts('o', ours), bursts('b', new URL(bare.line))),
          ),
        ]
      } finally {
        await bare.end()
        await server.end()
        await sandbox.end()
      }
    }),
}
