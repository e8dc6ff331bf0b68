import { fail, ok, type Result } from '../../domain/result.ts'

const loopbackHosts: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** The origin of a shop's server: `https://till.example.com`. Plain http is for this machine alone. Error: invalid_input. */
export function parseServerUrl(text: string): Result<string> {
  let url: URL
  try {
    url = new URL(text.trim())
  } catch {
    return fail(
      'invalid_input',
      'The server address is not a web address: it looks like https://till.example.com.',
    )
  }
  if (url.username !== '' || url.password !== '') {
    return fail('invalid_input', 'The server address must not hold a name or password.')
  }
  const secure = url.protocol === 'https:'
  const local = url.protocol === 'http:' && loopbackHosts.has(url.hostname)
  return secure || local
    ? ok(url.origin)
    : fail('invalid_input', 'The server address must begin with https:// (http:// only for this machine).')
}
