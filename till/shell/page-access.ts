import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/**
 * Who may use a till over loopback. Any program on the machine and any web page in the browser can reach the port; only the page that was opened with
 * the printed address may speak:
 * - the address carries a key; it is traded once for a cookie no script can read and no other site makes the browser send;
 * - each page load trades the cookie for a token that opens one connection, once, within half a minute;
 * - Host and Origin must be this very address, so that a name that is made to point here, or another site, gets nothing.
 */
export type PageAccess = {
  /** `http://127.0.0.1:P/?key=…` */
  readonly url: string
  readonly setCookie: string
  hasRightHost(request: IncomingMessage): boolean
  isOwnOrigin(request: IncomingMessage): boolean
  isKey(key: string): boolean
  hasCookie(request: IncomingMessage): boolean
  newToken(): string
  /** True once for each token. */
  redeem(token: string): boolean
}

const tokenLifeMs = 30_000
const tokensMax = 32

export type PageAccessDeps = {
  readonly port: number
  readonly randomBytes: (count: number) => Uint8Array
  readonly monotonicMs: () => number
  /** A page server that forwards to this one while the pages are being worked on; null otherwise. */
  readonly devOrigin: string | null
}

export function createPageAccess(deps: PageAccessDeps): PageAccess {
  const { port, monotonicMs } = deps
  const secret = (): string => Buffer.from(deps.randomBytes(32)).toString('base64url')
  const key = secret()
  const cookieValue = secret()
  // A cookie belongs to a host name, whatever the port: two tills on one machine need two names.
  const cookieName = `cashwrap_till_${port}`
  const hosts: ReadonlySet<string> = new Set([`127.0.0.1:${port}`, `localhost:${port}`])
  const tokens = new Map<string, number>()

  return {
    url: `http://127.0.0.1:${port}/?key=${key}`,
    setCookie: `${cookieName}=${cookieValue}; Path=/; HttpOnly; SameSite=Strict`,
    hasRightHost: ({ headers }) => headers.host !== undefined && hosts.has(headers.host),
    isOwnOrigin: ({ headers }) =>
      headers.origin !== undefined &&
      (headers.origin === `http://${headers.host}` || headers.origin === deps.devOrigin),
    isKey: (candidate) => isSame(candidate, key),
    hasCookie: ({ headers }) => {
      const value = cookieIn(headers.cookie ?? '', cookieName)
      return value !== null && isSame(value, cookieValue)
    },
    newToken() {
      const token = secret()
      tokens.set(token, monotonicMs() + tokenLifeMs)
      const [oldest] = tokens.keys()
      if (tokens.size > tokensMax && oldest !== undefined) tokens.delete(oldest)
      return token
    },
    redeem(token) {
      const untilMs = tokens.get(token)
      tokens.delete(token)
      return untilMs !== undefined && monotonicMs() <= untilMs
    },
  }
}

function isSame(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}

function cookieIn(header: string, name: string): string | null {
  for (const part of header.split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return null
}
