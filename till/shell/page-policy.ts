import { terminalSources } from '../../domain/protocol/terminal-sources.ts'

/**
 * What the till's page may load: its own files, its own bridge, and in practice mode the panel of the simulated reader in a frame. Before the till is
 * paired the panel's address is not known; then any page of this machine may be framed, nothing of any other. `readerSdk`: this register has chosen to
 * command its reader through Stripe's SDK, which comes from Stripe; without it nothing outside of this machine is allowed.
 */
export function pagePolicy(
  port: number,
  panelUrl: string | null,
  paired: boolean,
  readerSdk = false,
): string {
  const panel = panelUrl === null ? null : originOf(panelUrl)
  const loopback = panel ?? (paired ? null : 'http://127.0.0.1:* http://localhost:*')
  const frames = readerSdk
    ? [loopback, terminalSources.frame].filter((one) => one !== null).join(' ')
    : loopback
  const and = (source: string): string => (readerSdk ? ` ${source}` : '')
  return [
    "default-src 'none'",
    `script-src 'self'${and(terminalSources.script)}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ws://127.0.0.1:${port} ws://localhost:${port}${and(terminalSources.connect)}`,
    `frame-src ${frames ?? "'none'"}`,
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
