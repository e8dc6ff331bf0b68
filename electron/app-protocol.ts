import { readFile } from 'node:fs/promises'
import { extname, isAbsolute, join, relative, sep } from 'node:path'
import { type Protocol, protocol, type Session } from 'electron'
import { appHost, appScheme } from './app-origin.ts'
import { contentSecurityPolicy } from './content-security-policy.ts'

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** Must run before the app is ready. Standard and secure, so that it has an origin; no CSP bypass, no CORS privileges beyond fetching itself. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the built pages below `webRoot` under `app://cashwrap/`, each with the policy of the moment; anything else is 404. */
export function serveApp(session: Session, webRoot: string, hasReaderSdk: () => boolean): void {
  const handler: Parameters<Protocol['handle']>[1] = (request) => answer(request, webRoot, hasReaderSdk())
  session.protocol.handle(appScheme, handler)
}

async function answer(request: Request, webRoot: string, readerSdk: boolean): Promise<Response> {
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.host !== appHost) return nothing()
  const path = pathWithin(webRoot, url.pathname)
  const contentType = path === null ? undefined : contentTypes[extname(path)]
  if (path === null || contentType === undefined) return nothing()
  try {
    return new Response(await readFile(path), {
      headers: {
        'content-type': contentType,
        'content-security-policy': contentSecurityPolicy(readerSdk),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-cache',
      },
    })
  } catch {
    return nothing()
  }
}

const nothing = (): Response =>
  new Response('There is nothing here.', { status: 404, headers: { 'content-type': 'text/plain' } })

/** The file a URL path means, or null when it leads out of `webRoot` in any spelling. */
export function pathWithin(webRoot: string, urlPath: string): string | null {
  let decoded: string
  try {
    decoded = decodeURIComponent(urlPath)
  } catch {
    return null
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return null
  const path = join(webRoot, decoded)
  const inside = relative(webRoot, path)
  if (inside === '' || inside.startsWith(`..${sep}`) || inside === '..' || isAbsolute(inside)) return null
  return path
}
