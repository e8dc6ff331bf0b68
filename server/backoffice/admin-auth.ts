import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest, preValidationAsyncHookHandler } from 'fastify'
import { fail } from '../../domain/result.ts'
import type { ServerDeps } from '../deps.ts'
import { FailureError } from '../http/errors.ts'
import type { Secret } from '../secret.ts'

export const adminCookieName = 'cashwrap_backoffice'
const cookieLifeMs = 12 * 60 * 60_000

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()
const sameText = (a: string, b: string): boolean => timingSafeEqual(digestOf(a), digestOf(b))

export const isAdminToken = (given: string, adminToken: Secret): boolean =>
  sameText(given, adminToken.reveal())

const seal = (expiresAtMs: number, adminToken: Secret): string =>
  createHmac('sha256', adminToken.reveal()).update(`backoffice:${expiresAtMs}`).digest('base64url')

/** The cookie's value: a time and its seal. Nothing is kept on the server, so every process understands it, and a new admin token ends them all. */
export function adminCookie(nowMs: number, adminToken: Secret): { value: string; maxAgeSeconds: number } {
  const expiresAtMs = nowMs + cookieLifeMs
  return { value: `${expiresAtMs}.${seal(expiresAtMs, adminToken)}`, maxAgeSeconds: cookieLifeMs / 1000 }
}

function isAdminCookie(value: string, nowMs: number, adminToken: Secret): boolean {
  const match = /^(\d{1,15})\.([A-Za-z0-9_-]{43})$/.exec(value)
  if (match?.[1] === undefined || match[2] === undefined) return false
  const expiresAtMs = Number(match[1])
  return sameText(match[2], seal(expiresAtMs, adminToken)) && expiresAtMs > nowMs
}

/**
 * Guards `adminRoutes`: the admin token as a bearer, or the cookie. A cookie travels with whatever a browser is made to send, so with it a request that
 * the browser says comes from another origin (another port of this machine is one) is refused. Errors: `not_signed_in`, `permission_denied`.
 */
export function authenticateAdmin({ config, clock }: ServerDeps): preValidationAsyncHookHandler {
  return async (request) => {
    const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
    if (bearer !== undefined && isAdminToken(bearer, config.adminToken)) return
    const cookie = request.cookies[adminCookieName]
    if (
      bearer !== undefined ||
      cookie === undefined ||
      !isAdminCookie(cookie, clock.nowMs(), config.adminToken)
    ) {
      throw new FailureError(
        fail(
          'not_signed_in',
          'The back office is closed; open it with the address that the server printed at its start.',
        ),
      )
    }
    if (!isFromOwnPage(request)) {
      throw new FailureError(fail('permission_denied', 'This request does not come from the back office.'))
    }
  }
}

function isFromOwnPage(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const origin = request.headers.origin
  return origin === undefined || origin.replace(/^https?:\/\//, '') === request.headers.host
}
