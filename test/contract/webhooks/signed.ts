import { createHmac } from 'node:crypto'
import type { Server } from '../../../server/server.ts'
import type { Answer } from '../../unit/server/http/test-server.ts'

export const webhookSecret = 'whsec_contract_test_secret_0000000000'

/** The signature by hand, from Stripe's description of it, not by the code under test. */
export const signatureOf = (text: string, atMs: number, by = webhookSecret): string => {
  const t = Math.floor(atMs / 1000)
  return `t=${t},v1=${createHmac('sha256', by).update(`${t}.${text}`).digest('hex')}`
}

/** Delivers a body as the processor would, without a socket. */
export async function deliverText(server: Server, text: string, signature: string): Promise<Answer> {
  const response = await server.app.inject({
    method: 'POST',
    url: '/v1/webhooks/stripe',
    headers: { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': signature },
    payload: text,
  })
  return { status: response.statusCode, headers: response.headers, body: response.json() }
}
