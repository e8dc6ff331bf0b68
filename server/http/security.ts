import { fail } from '../../domain/result.ts'
import type { ServerConfig } from '../config.ts'
import type { App } from './app-type.ts'
import { sendFailure } from './errors.ts'

const loopbackNames: readonly string[] = ['127.0.0.1', 'localhost', '[::1]']

/** `till.example:4000` → `till.example`; `[::1]:4000` → `[::1]`. */
const nameOf = (host: string): string => host.toLowerCase().replace(/:\d+$/, '')

/**
 * Answers only under its own names. A web page that points a name of its own at this address (DNS rebinding) is refused, because the browser still
 * sends that page's name.
 */
export function refuseForeignHosts(app: App, config: ServerConfig): void {
  const bound = config.host.includes(':') ? `[${config.host}]` : config.host
  const names = new Set([...loopbackNames, ...config.allowedHosts, bound.toLowerCase()])
  app.addHook('onRequest', async (request, reply) => {
    if (names.has(nameOf(request.headers.host ?? ''))) return
    const refusal = fail(
      'invalid_input',
      'This server does not answer to that name; add it to CASHWRAP_SERVER_NAMES if it is yours.',
    )
    await sendFailure(reply, refusal.error)
  })
}

const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Headers of every answer. Answers are never cached unless a route says so; pages may load only what this server serves. */
export function setSecurityHeaders(app: App): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      'cache-control': 'no-store',
      'content-security-policy': pagePolicy,
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
  })
}
