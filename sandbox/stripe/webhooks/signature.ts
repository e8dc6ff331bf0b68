import { createHmac } from 'node:crypto'

/** The Stripe-Signature header for a body, docs.stripe.com/webhooks#verify-manually: HMAC-SHA256 over `time.body`. */
export const signatureHeader = (secret: string, body: string, atSeconds: number): string => {
  const v1 = createHmac('sha256', secret).update(`${atSeconds}.${body}`).digest('hex')
  return `t=${atSeconds},v1=${v1}`
}
