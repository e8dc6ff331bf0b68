import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createLogger } from '../../../../server/http/logger.ts'
import { adminToken, errorOf, startTestServer, type TestServer } from './test-server.ts'

describe('the server over HTTP', () => {
  let server: TestServer
  let address: string

  beforeAll(async () => {
    server = await startTestServer({ env: { CASHWRAP_SERVER_NAMES: 'till.example' } })
    const listening = await server.server.listen()
    if (!listening.ok) throw new Error(listening.error.message)
    address = listening.value
  })
  afterAll(() => server.close())

  const send = (path: string, init: RequestInit = {}) => fetch(`${address}${path}`, init)
  const inject = async (options: {
    url: string
    method?: 'GET' | 'POST'
    headers?: Record<string, string>
    payload?: string | object
  }) => {
    const response = await server.server.app.inject(options)
    return {
      status: response.statusCode,
      headers: response.headers,
      body: JSON.parse(response.body) as unknown,
    }
  }

  it('answers a real socket on loopback', async () => {
    expect(new URL(address).hostname).toBe('127.0.0.1')
    const response = await send('/healthz')
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ ok: true })
  })

  it('is ready when its database answers, and says what it is', async () => {
    expect(await (await send('/readyz')).json()).toEqual({ ok: true })
    expect(await (await send('/version')).json()).toMatchObject({
      name: 'cashwrap-server',
      mode: 'practice',
      protocolVersion: 1,
    })
  })

  it("counts for the shop's monitoring, by route and not by address", async () => {
    await send('/v1/backoffice/sales/01931e5e-7c00-7000-8000-000000000000', {
      headers: { authorization: `Bearer ${adminToken}` },
    })
    const text = await (await send('/metrics')).text()
    expect(text).toContain('route="/v1/backoffice/sales/:saleId",status="404"')
    expect(text).not.toContain('01931e5e')
    expect(text).toContain('cashwrap_unknown_payments 0')
    expect(text).toContain('cashwrap_sync_exceptions 0')
  })

  it('writes one line for each request', async () => {
    const before = server.logLines.length
    await (await send('/version?x=1')).text()
    const lines = server.logLines.slice(before).map((line) => JSON.parse(line) as unknown)
    expect(lines).toMatchObject([{ msg: 'request', status: 200, req: { method: 'GET', path: '/version' } }])
  })

  it('describes its routes in OpenAPI', async () => {
    const document = (await (await send('/docs/json')).json()) as { paths: Record<string, unknown> }
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/v1/devices/pair',
        '/v1/sync/operations',
        '/v1/sync/changes',
        '/v1/backoffice/sales/{saleId}',
        '/healthz',
      ]),
    )
    expect((await send('/docs/')).status).toBe(200)
  })

  it('sends the headers that keep its pages to themselves', async () => {
    const { headers } = await send('/backoffice/')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-frame-options')).toBe('DENY')
  })

  it.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example', '10.0.0.1'])(
    'does not answer to the name %j',
    async (host) => {
      const answer = await inject({ url: '/v1/sync/changes', headers: { host } })
      expect(errorOf(answer)).toBe('400 invalid_input')
      expect(JSON.stringify(answer.body)).toContain('CASHWRAP_SERVER_NAMES')
    },
  )

  it.each(['localhost', 'LOCALHOST:4000', '127.0.0.1:1', '[::1]:4000', 'till.example', 'till.example:443'])(
    'answers to the name %s',
    async (host) => {
      expect((await inject({ url: '/healthz', headers: { host } })).status).toBe(200)
    },
  )

  it.each([
    ['an address that is nothing', { url: '/v1/nothing' }, '404 not_found'],
    ['a method that is not there', { url: '/v1/devices/pair' }, '404 not_found'],
    [
      'a body that is not JSON',
      {
        url: '/v1/devices/pair',
        method: 'POST' as const,
        payload: '{oops',
        headers: { 'content-type': 'application/json' },
      },
      '400 invalid_input',
    ],
    [
      'a body of another type',
      {
        url: '/v1/devices/pair',
        method: 'POST' as const,
        payload: '<a/>',
        headers: { 'content-type': 'text/xml' },
      },
      '400 invalid_input',
    ],
    ['no body', { url: '/v1/devices/pair', method: 'POST' as const }, '400 invalid_input'],
    [
      'a body that poisons prototypes',
      {
        url: '/v1/devices/pair',
        method: 'POST' as const,
        payload: '{"__proto__":{"x":1}}',
        headers: { 'content-type': 'application/json' },
      },
      '400 invalid_input',
    ],
    ['a path that is broken', { url: '/v1/%zz' }, '400 invalid_input'],
  ])('answers %s with a code and a sentence', async (_what, request, expected) => {
    const answer = await inject(request)
    expect(errorOf(answer)).toBe(expected)
    expect((answer.body as { error: { message: string } }).error.message).toMatch(/^[A-Z].*[.]$/)
  })

  it('refuses an oversized body before reading it', async () => {
    const response = await send('/v1/devices/pair', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: 'x'.repeat(1_600_000) }),
    })
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ error: { code: 'body_too_large' } })
  })

  it.each([
    ['/v1/devices/pair', {}, 'body.code', '/docs on this server'],
    ['/v1/devices/pair', [], 'body', '/docs on this server'],
    [
      '/v1/devices/pair',
      { code: 'ABCD2345', publicKey: '!', deviceName: 'x', mode: null },
      'body.publicKey',
      ')',
    ],
  ] as const)('says where a message to %s is not as agreed: %j', async (url, payload, where, also) => {
    const answer = await inject({ url, method: 'POST', payload })
    expect(errorOf(answer)).toBe('400 invalid_input')
    const { message } = (answer.body as { error: { message: string } }).error
    expect(message).toContain(`not right at ${where} (`)
    expect(message).toContain(also)
    expect(message).not.toMatch(/pattern|\/\^/)
  })

  it('reads nesting without end, and letters that are none, as any other message', async () => {
    const headers = { 'content-type': 'application/json' }
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    const broken = Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])
    for (const payload of [deep, broken]) {
      const answer = await inject({ url: '/v1/devices/pair', method: 'POST', payload, headers })
      expect(errorOf(answer)).toBe('400 invalid_input')
    }
  })

  it('survives a caller that speaks no HTTP', async () => {
    const { port } = new URL(address)
    await new Promise<void>((done) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write('\u0000\u0001nonsense\r\n\r\n'))
      socket.on('close', () => done())
      socket.on('error', () => done())
      socket.resume()
    })
    expect((await send('/healthz')).status).toBe(200)
  })

  it('refuses the one request too many of a minute', async () => {
    const limited = await startTestServer({ env: { CASHWRAP_RATE_LIMIT: '3' } })
    const statuses: string[] = []
    for (let count = 0; count < 4; count += 1) {
      const response = await limited.server.app.inject({ url: '/version' })
      statuses.push(errorOf({ status: response.statusCode, headers: {}, body: JSON.parse(response.body) }))
    }
    expect(statuses).toEqual(['200 -', '200 -', '200 -', '429 rate_limited'])
    expect((await limited.server.app.inject({ url: '/healthz' })).statusCode).toBe(200)
    await limited.close()
  })

  it('logs no query string, token or signature', async () => {
    await send(`/backoffice/?token=${adminToken}`, { redirect: 'manual' })
    await send('/v1/backoffice/summary', { headers: { authorization: `Bearer ${adminToken}` } })
    const lines = server.logLines.join('')
    expect(lines).toContain('/v1/backoffice/summary')
    expect(lines).not.toContain(adminToken)
  })
})

describe('a server that is told to end', () => {
  it('answers what is under way and closes within two seconds, idle connections or not', async () => {
    const ending = await startTestServer()
    let release: () => void = () => {}
    const held = new Promise<void>((done) => {
      release = done
    })
    ending.server.app.get(
      '/slow',
      { schema: { response: { 200: z.strictObject({ done: z.boolean() }) } } },
      async () => {
        await held
        return { done: true }
      },
    )
    const listening = await ending.server.listen()
    if (!listening.ok) throw new Error(listening.error.message)
    await (await fetch(`${listening.value}/healthz`)).text()
    const slow = fetch(`${listening.value}/slow`)
    await new Promise((done) => setTimeout(done, 100))
    const closing = ending.close()
    release()
    expect(await (await slow).json()).toEqual({ done: true })
    await closing
    await expect(fetch(`${listening.value}/healthz`)).rejects.toThrow()
  })
})

describe('a break inside the server', () => {
  it('is logged whole, and answered without a trace of where', async () => {
    const breaking = await startTestServer()
    breaking.server.app.get('/broken', async () => {
      throw new Error('the secret inside is sk_live_51AbcDefGhiJklMno')
    })
    const response = await breaking.server.app.inject({ url: '/broken' })
    expect(response.statusCode).toBe(500)
    expect(JSON.parse(response.body)).toMatchObject({
      error: { code: 'internal', details: { requestId: expect.any(String) } },
    })
    expect(response.body).not.toMatch(/secret inside|\\n\s+at |\.ts/)
    const lines = breaking.logLines.join('')
    expect(lines).toContain('the secret inside is')
    expect(lines).not.toContain('51AbcDefGhiJklMno')
    await breaking.close()
  })
})

describe('a server whose database is gone', () => {
  it('is alive and not ready', async () => {
    const broken = await startTestServer()
    await broken.store.close()
    expect((await broken.server.app.inject({ url: '/healthz' })).statusCode).toBe(200)
    const ready = await broken.server.app.inject({ url: '/readyz' })
    expect(ready.statusCode).toBe(500)
    expect(JSON.parse(ready.body)).toMatchObject({ error: { code: 'storage_failed' } })
    await broken.close()
  })
})

describe('the log', () => {
  const logged = (write: (logger: ReturnType<typeof createLogger>) => void): string => {
    let text = ''
    const stream = {
      write: (line: string) => {
        text += line
      },
    }
    write(createLogger('info', stream))
    return text
  }

  it('holds no card number, wherever it was', () => {
    const text = logged((logger) =>
      logger.info({ a: '4242 4242 4242 4242', b: { c: 4242424242424242 } }, 'paid with 4000-0566-5566-5556'),
    )
    expect(text).not.toMatch(/4242.?4242.?4242.?4242|4000.?0566.?5566.?5556/)
    expect(JSON.parse(text)).toMatchObject({ msg: expect.stringContaining('5556') })
  })

  it('stays one JSON object a line whatever the time is', () => {
    for (let count = 0; count < 200; count += 1) {
      const line = logged((logger) =>
        logger.info({ atMs: 1_795_000_000_000 + count, took: 12.345678901234 }, 'tick'),
      )
      expect(JSON.parse(line)).toMatchObject({ atMs: 1_795_000_000_000 + count, took: 12.345678901234 })
    }
  })
})
