import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'

const files: Readonly<Record<string, { readonly name: string; readonly type: string }>> = {
  '/': { name: 'reader.html', type: 'text/html' },
  '/checkout': { name: 'checkout.html', type: 'text/html' },
  '/ledger': { name: 'ledger.html', type: 'text/html' },
  '/panel/panel.css': { name: 'panel.css', type: 'text/css' },
  '/panel/reader.js': { name: 'reader.js', type: 'text/javascript' },
  '/panel/checkout.js': { name: 'checkout.js', type: 'text/javascript' },
  '/panel/ledger.js': { name: 'ledger.js', type: 'text/javascript' },
  '/panel/screens.js': { name: 'screens.js', type: 'text/javascript' },
  '/panel/money.js': { name: 'money.js', type: 'text/javascript' },
}

/** The till shows the panel in a frame, from its own loopback address or from the desktop shell. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  'frame-ancestors http://127.0.0.1:* http://localhost:* app:',
].join('; ')

/** `/reader/tmr_…` and `/checkout/cs_test_…` are one page each; its script reads the id. */
const pageAt = (path: string): string => {
  if (/^\/reader\/\w+$/.test(path)) return '/'
  return /^\/checkout\/\w+$/.test(path) ? '/checkout' : path
}

/** Serves the pages; false when there is none at this path. */
export const serveStatic = async (response: ServerResponse, path: string): Promise<boolean> => {
  const file = files[pageAt(path)]
  if (file === undefined) return false
  const content = await readFile(new URL(`./public/${file.name}`, import.meta.url))
  response.writeHead(200, {
    'content-type': `${file.type}; charset=utf-8`,
    'content-security-policy': policy,
    'cache-control': 'no-cache',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  })
  response.end(content)
  return true
}
