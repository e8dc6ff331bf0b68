import { terminalSources } from '../domain/protocol/terminal-sources.ts'

/**
 * What the pages of the desktop shell may load: their own files, and in practice mode the panel of the simulated reader, which is a frame on loopback.
 * `connect-src 'self'`: a page talks to the till through its preload only. `readerSdk`: this register has chosen to command its reader through Stripe's
 * SDK, which comes from Stripe; without it nothing outside of this machine is allowed.
 */
export function contentSecurityPolicy(readerSdk: boolean): string {
  const and = (source: string): string => (readerSdk ? ` ${source}` : '')
  return [
    "default-src 'none'",
    `script-src 'self'${and(terminalSources.script)}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${and(terminalSources.connect)}`,
    `frame-src http://127.0.0.1:*${and(terminalSources.frame)}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
