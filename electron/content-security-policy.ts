/**
 * What the pages of the desktop shell may load: their own files, and in practice mode the panel of the simulated reader, which is a frame on loopback.
 * `connect-src 'self'`: a page talks to the till through its preload only.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  'frame-src http://127.0.0.1:*',
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
