/**
 * What the till's page may load: its own files, its own bridge, and in practice mode the panel of the simulated reader in a frame. Before the till is
 * paired the panel's address is not known; then any page of this machine may be framed, nothing of any other.
 */
export function pagePolicy(port: number, panelUrl: string | null, paired: boolean): string {
  const panel = panelUrl === null ? null : originOf(panelUrl)
  const frames = panel ?? (paired ? "'none'" : 'http://127.0.0.1:* http://localhost:*')
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ws://127.0.0.1:${port} ws://localhost:${port}`,
    `frame-src ${frames}`,
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

function originOf(url: string): string | null {
  const { origin, protocol } = URL.parse(url) ?? { origin: 'null', protocol: '' }
  return protocol === 'http:' || protocol === 'https:' ? origin : null
}

/** On every answer of the shell. */
export const commonHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
} as const
