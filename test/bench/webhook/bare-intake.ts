import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import Stripe from 'stripe'

/**
 * The least that an honest webhook endpoint does: reads the body, has the SDK check its signature, commits one row (WAL, FULL) with the event's id once,
 * and then answers. `node bare-intake.ts FOLDER SECRET`; prints `intake: <url>`.
 */
const [folder = '', secret = ''] = process.argv.slice(2)
const database = new Database(join(folder, 'intake.sqlite'))
database.pragma('journal_mode = WAL')
database.pragma('synchronous = FULL')
database.exec(`CREATE TABLE webhook_events (store_id text NOT NULL, processor text NOT NULL, event_id text NOT NULL, type text NOT NULL,
  created_at_ms integer NOT NULL, received_at_ms integer NOT NULL, event text NOT NULL, payload text NOT NULL, outcome text,
  processed_at_ms integer, PRIMARY KEY (processor, event_id))`)
const insert = database.prepare(
  "INSERT INTO webhook_events VALUES ('', 'stripe', ?, ?, ?, ?, ?, ?, NULL, NULL) ON CONFLICT DO NOTHING",
)
const stripe = new Stripe('sk_test_bench')

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString()
    try {
      const event = stripe.webhooks.constructEvent(body, String(request.headers['stripe-signature']), secret)
      insert.run(
        event.id,
        event.type,
        event.created * 1_000,
        Date.now(),
        JSON.stringify({ id: event.id }),
        body,
      )
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"received":true}')
    } catch {
      response.writeHead(400).end()
    }
  })
})
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`intake: http://127.0.0.1:${(server.address() as AddressInfo).port}/\n`)
})
