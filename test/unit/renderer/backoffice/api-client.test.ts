import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { createApi } from '../../../../renderer/backoffice/api/api-client.ts'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((closed) => server.close(closed))
})

/** A real server on loopback that answers one thing. */
async function serving(status: number, body: string): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(body)
  })
  servers.push(server)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const schema = z.strictObject({ count: z.int() })
const api = createApi((...request) => fetch(...request))

test('an answer that is as agreed is given on', async () => {
  const origin = await serving(200, '{"count":3}')
  expect(await api.get(`${origin}/x`, schema)).toEqual({ ok: true, value: { count: 3 } })
})

test('an answer of another shape is a failure, never a guess', async () => {
  const origin = await serving(200, '{"count":"3"}')
  expect(await api.get(`${origin}/x`, schema)).toMatchObject({ ok: false, error: { code: 'internal' } })
})

test('a failure of the server keeps its own code', async () => {
  const origin = await serving(401, '{"error":{"code":"not_signed_in","message":"Closed."}}')
  expect(await api.post(`${origin}/x`, {}, schema)).toEqual({
    ok: false,
    error: { code: 'not_signed_in', message: 'Closed.' },
  })
})

test('a failure in words that nobody agreed on is internal', async () => {
  const origin = await serving(500, '{"error":{"code":"made_up","message":"?"}}')
  expect(await api.get(`${origin}/x`, schema)).toMatchObject({ ok: false, error: { code: 'internal' } })
})

test('a server that is not there is unreachable', async () => {
  const origin = await serving(200, '{}')
  await new Promise((closed) => servers.pop()?.close(closed))
  expect(await api.get(`${origin}/x`, schema)).toMatchObject({
    ok: false,
    error: { code: 'server_unreachable' },
  })
})

test('an answer that is not JSON is unreachable rather than a crash', async () => {
  const origin = await serving(502, '<html>bad gateway</html>')
  expect(await api.get(`${origin}/x`, schema)).toMatchObject({
    ok: false,
    error: { code: 'server_unreachable' },
  })
})
