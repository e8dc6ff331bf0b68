import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { deviceHeaders } from '../../../../domain/protocol/device-signature.ts'
import type { Result } from '../../../../domain/result.ts'
import type { ServerRequest } from '../../../../till/server-link/server-client.ts'
import { type Answer, failure, startLoopbackServer } from './loopback-server.ts'
import { clientOf, deviceId } from './test-client.ts'

const answerSchema = z.strictObject({ fine: z.boolean() })
type Fine = z.infer<typeof answerSchema>

const question = (change: Partial<ServerRequest<Fine>> = {}): ServerRequest<Fine> => ({
  method: 'POST',
  path: '/v1/things?x=1',
  body: { amountMinor: 1_250, note: 'für Ada' },
  response: answerSchema,
  timeoutMs: 5_000,
  ...change,
})

const fine: Answer = { status: 200, body: { fine: true } }

const outcome = (result: Result<unknown>) =>
  result.ok ? 'ok' : { code: result.error.code, sent: result.error.details?.sent }

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return typeof address === 'object' && address !== null ? address.port : 0
}

test('a request carries the device, the time, a fresh nonce, and a signature over all that is sent', async () => {
  const server = await startLoopbackServer()
  server.answer(() => fine)
  const client = clientOf(server.url, () => 1_700_000_000_000)
  expect(await client.request(question())).toEqual({ ok: true, value: { fine: true } })
  expect(await client.request(question({ method: 'GET', body: undefined }))).toMatchObject({ ok: true })
  const [post, get] = server.seen
  expect(post?.body).toEqual({ amountMinor: 1_250, note: 'für Ada' })
  expect(post?.headers[deviceHeaders.device]).toBe(deviceId)
  expect(post?.headers[deviceHeaders.timestamp]).toBe('1700000000000')
  expect(post?.headers[deviceHeaders.nonce]).toMatch(/^[A-Za-z0-9_-]{22}$/)
  expect(post?.headers[deviceHeaders.nonce]).not.toBe(get?.headers[deviceHeaders.nonce])
  expect(post?.signedBy(client.key.publicKey)).toBe(true)
  expect(get?.signedBy(client.key.publicKey)).toBe(true)
  expect(get?.signedBy(clientOf(null).key.publicKey)).toBe(false)
})

test('nothing was sent when no connection could be made', async () => {
  const client = clientOf(`http://127.0.0.1:${await freePort()}`)
  expect(outcome(await client.request(question()))).toEqual({ code: 'server_unreachable', sent: false })
  expect(outcome(await clientOf('http://cashwrap.invalid').request(question()))).toEqual({
    code: 'server_unreachable',
    sent: false,
  })
  expect(client.contacts).toEqual([false])
})

test('an answer that was lost, cut off, late or not ours is unknown: it may have been sent', async () => {
  const server = await startLoopbackServer()
  const lost: readonly Answer[] = [
    'drop',
    'half',
    'hang',
    { status: 200, text: '<html>welcome to the hotel network</html>' },
    { status: 200, body: { fine: 'yes' } },
    { status: 502, text: 'bad gateway' },
    { status: 500, body: { error: { code: 'no such code', message: 'x' } } },
  ]
  for (const answer of lost) {
    server.answer(() => answer)
    const client = clientOf(server.url)
    expect(outcome(await client.request(question({ timeoutMs: 300 })))).toEqual({
      code: 'server_unreachable',
      sent: true,
    })
    expect(client.contacts).toEqual([false])
  }
})

test('a connection that was kept open and dropped by the server is unknown too', async () => {
  const server = await startLoopbackServer()
  server.answer(() => fine)
  const client = clientOf(server.url)
  expect(outcome(await client.request(question()))).toBe('ok')
  server.answer(() => 'drop')
  expect(outcome(await client.request(question()))).toEqual({ code: 'server_unreachable', sent: true })
})

test('a refusal of the server keeps its own code, its details and its status', async () => {
  const server = await startLoopbackServer()
  server.answer(() => failure(409, 'reader_busy', { readerId: 'tmr_1' }))
  const client = clientOf(server.url)
  expect(await client.request(question())).toEqual({
    ok: false,
    error: {
      code: 'reader_busy',
      message: 'reader_busy',
      details: { readerId: 'tmr_1', sent: true, status: 409 },
    },
  })
  expect(client.contacts).toEqual([true])
})

test('a clock that is wrong is corrected once by the server, and the next request is right at once', async () => {
  const server = await startLoopbackServer()
  const serverNowMs = 1_700_000_000_000
  server.answer(({ headers }) =>
    Math.abs(Number(headers[deviceHeaders.timestamp]) - serverNowMs) > 300_000
      ? failure(401, 'clock_skewed', { serverTimeMs: serverNowMs })
      : fine,
  )
  const client = clientOf(server.url, () => 1_000_000_000_000)
  expect(outcome(await client.request(question()))).toBe('ok')
  expect(server.seen).toHaveLength(2)
  expect(server.seen[1]?.signedBy(client.key.publicKey)).toBe(true)
  expect(server.seen[0]?.headers[deviceHeaders.nonce]).not.toBe(server.seen[1]?.headers[deviceHeaders.nonce])
  expect(outcome(await client.request(question()))).toBe('ok')
  expect(server.seen).toHaveLength(3)
  expect(client.serverNowMs()).toBe(serverNowMs)
})

test('a server that always finds the clock wrong is asked twice, not for ever', async () => {
  const server = await startLoopbackServer()
  server.answer(() => failure(401, 'clock_skewed', { serverTimeMs: 5 }))
  expect(outcome(await clientOf(server.url).request(question()))).toEqual({
    code: 'clock_skewed',
    sent: true,
  })
  expect(server.seen).toHaveLength(2)
})

test('a device that the server refuses is reported, and reported as taken again', async () => {
  const server = await startLoopbackServer()
  const client = clientOf(server.url)
  server.answer(() => failure(403, 'device_revoked'))
  await client.request(question())
  server.answer(() => fine)
  await client.request(question())
  server.answer(() => 'drop')
  await client.request(question())
  expect(client.refusals.map((refusal) => refusal?.error.code ?? null)).toEqual(['device_revoked', null])
})

test('an unpaired till sends nothing; a closing one lets go of what is under way', async () => {
  expect(outcome(await clientOf(null).request(question()))).toEqual({ code: 'not_paired', sent: false })
  const server = await startLoopbackServer()
  server.answer(() => 'hang')
  const client = clientOf(server.url)
  const pending = client.request(question({ timeoutMs: 60_000 }))
  while (server.seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  client.close()
  expect(outcome(await pending)).toEqual({ code: 'server_unreachable', sent: true })
  expect(outcome(await client.request(question()))).toEqual({ code: 'server_unreachable', sent: false })
})

test('a caller can give a request up', async () => {
  const server = await startLoopbackServer()
  server.answer(() => 'hang')
  const giveUp = new AbortController()
  const pending = clientOf(server.url).request(question({ timeoutMs: 60_000, signal: giveUp.signal }))
  while (server.seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  giveUp.abort()
  expect(outcome(await pending)).toEqual({ code: 'server_unreachable', sent: true })
  expect(outcome(await clientOf(server.url).request(question({ signal: AbortSignal.abort() })))).toEqual({
    code: 'server_unreachable',
    sent: false,
  })
})
