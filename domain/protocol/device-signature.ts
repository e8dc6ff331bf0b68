import { sha256Hex } from '../journal/chain.ts'

/**
 * A device signs each request with its Ed25519 key. Headers (all lower case):
 *   x-cashwrap-device     the device id
 *   x-cashwrap-timestamp  Unix milliseconds of the till; the server allows ± 5 minutes and answers `clock_skewed` with its own time
 *   x-cashwrap-nonce      22 base64url characters, used once
 *   x-cashwrap-signature  base64url signature of `signedText(...)`
 * A signature proves who asks; it does not replace the idempotency key.
 */
export const deviceHeaders = {
  device: 'x-cashwrap-device',
  timestamp: 'x-cashwrap-timestamp',
  nonce: 'x-cashwrap-nonce',
  signature: 'x-cashwrap-signature',
} as const

export const clockSkewMaxMs = 5 * 60_000

export type SignedParts = {
  readonly method: string
  /** Path with query, as sent: `/v1/readers?x=1`. */
  readonly path: string
  /** The body as sent; empty string for none. */
  readonly body: string
  readonly deviceId: string
  readonly timestampMs: number
  readonly nonce: string
}

/** The text that is signed: one field a line, the body by its SHA-256. */
export function signedText(parts: SignedParts): string {
  return [
    'cashwrap-v1',
    parts.method.toUpperCase(),
    parts.path,
    sha256Hex(parts.body),
    parts.deviceId,
    String(parts.timestampMs),
    parts.nonce,
  ].join('\n')
}
