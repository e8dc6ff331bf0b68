import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyReply } from 'fastify'
import { onlyStore } from '../catalogue/shop.ts'
import type { ServerDeps } from '../deps.ts'
import { recordEvent } from '../events/events.ts'
import type { App } from '../http/app-type.ts'
import { adminCookie, adminCookieName, isAdminToken } from './admin-auth.ts'

const page = 'backoffice/index.html'
const notBuilt =
  'The back office pages are not built yet; run `npm run build`, then reload. The API is at /docs.\n'

/**
 * The back office's pages: one document for every address under /backoffice/, and the hashed files of the build under /assets/. The pages hold no data; what
 * they ask for is guarded. `/backoffice/?token=…` trades the admin token for a cookie and leaves the address bar without it.
 */
export async function registerPages(app: App, { config, clock, store }: ServerDeps): Promise<void> {
  const root = resolve(config.webRoot)
  await app.register(fastifyStatic, { root, serve: false })

  const sendPage = (reply: FastifyReply): FastifyReply =>
    existsSync(join(root, page))
      ? reply.header('cache-control', 'no-cache').sendFile(page, { cacheControl: false })
      : reply.code(503).type('text/plain; charset=utf-8').send(notBuilt)

  app.get('/', { schema: { hide: true } }, async (_request, reply) => reply.redirect('/backoffice/', 303))
  app.get('/backoffice', { schema: { hide: true } }, async (_request, reply) =>
    reply.redirect('/backoffice/', 303),
  )
  app.get<{ Querystring: { token?: unknown } }>(
    '/backoffice/*',
    { schema: { hide: true } },
    async (request, reply) => {
      const { token } = request.query
      if (typeof token !== 'string') return sendPage(reply)
      if (!isAdminToken(token, config.adminToken)) {
        return reply
          .code(401)
          .type('text/plain; charset=utf-8')
          .send(
            'This address is not valid any more; use the one that the server printed at its last start.\n',
          )
      }
      const nowMs = clock.nowMs()
      const storeId = await onlyStore(store.db)
      await store.transaction((trx) =>
        recordEvent(trx, {
          storeId,
          at: nowMs,
          kind: 'backoffice.signed-in',
          requestId: request.id,
          actor: 'admin',
          body: { address: request.ip },
        }),
      )
      const { value, maxAgeSeconds } = adminCookie(nowMs, config.adminToken)
      return reply
        .setCookie(adminCookieName, value, {
          httpOnly: true,
          sameSite: 'strict',
          path: '/',
          maxAge: maxAgeSeconds,
          secure: !isLoopback(request.hostname),
        })
        .redirect('/backoffice/', 303)
    },
  )
  app.get<{ Params: { '*': string } }>('/assets/*', { schema: { hide: true } }, async (request, reply) =>
    reply.sendFile(`assets/${request.params['*']}`, { maxAge: 31_536_000_000, immutable: true }),
  )
}

/** Browsers treat a loopback address as safe without TLS; any other name has TLS in front, or the cookie stays unset. */
const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || hostname === '::1' || hostname.startsWith('127.')
