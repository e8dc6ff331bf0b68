import { readFile } from 'node:fs/promises'
import { extname, isAbsolute, join, relative, resolve, sep } from 'node:path'

export type WebFile = { readonly bytes: Buffer; readonly type: string; readonly cache: string }

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
}

/** Files under `assets/` carry a hash of their content in their name. */
const forever = 'public, max-age=31536000, immutable'

/** The till's page itself, or null when the pages are not built. */
export async function readTillPage(webRoot: string): Promise<WebFile | null> {
  return readWebFile(join(webRoot, 'till', 'index.html'), '.html', 'no-store')
}

/** A file of the built pages that a URL path names; null for anything else: outside the root, the back office, a type we do not serve. */
export async function readAsset(webRoot: string, urlPath: string): Promise<WebFile | null> {
  const path = pathWithin(webRoot, urlPath)
  if (path === null) return null
  const inside = relative(resolve(webRoot), path).split(sep)
  const type = extname(path)
  if (inside[0] === 'backoffice' || type === '.html') return null
  return readWebFile(path, type, inside[0] === 'assets' ? forever : 'no-cache')
}

async function readWebFile(path: string, extension: string, cache: string): Promise<WebFile | null> {
  const type = types[extension]
  if (type === undefined) return null
  try {
    return { bytes: await readFile(path), type, cache }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return null
    throw error
  }
}

/** The file below `webRoot` that a URL path names in any spelling, or null when it leads out of it or is no path. */
export function pathWithin(webRoot: string, urlPath: string): string | null {
  let decoded: string
  try {
    decoded = decodeURIComponent(urlPath)
  } catch {
    return null
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return null
  const root = resolve(webRoot)
  const path = resolve(join(root, decoded))
  const inside = relative(root, path)
  const escapes = inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)
  const hidden = inside.split(sep).some((part) => part.startsWith('.'))
  return escapes || hidden ? null : path
}
