import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  errorOf,
  newKeys,
  signRequest,
  startTestServer,
  type TestServer,
  type TestTill,
} from '../http/test-server.ts'
import { dialects, type Postgres, startPostgres } from '../store/postgres.ts'

const path = '/v1/sync/changes?limit=1'

describe.each(dialects)('a device request on %s', (dialect) => {
  let postgres: Postgres | undefined
  let server: TestServer
  let till: TestTill

  beforeAll(async () => {
    postgres = dialect === 'postgres' ? await startPostgres() : undefined
    server = await startTestServer(
      postgres === undefined ? {} : { databaseUrl: await postgres.newDatabase() },
    )
    till = await server.pairedTill()
  })
  afterAll(async () => {
    await server.close()
    await postgres?.stop()
  })

  it('is answered when the paired device signed it', async () => {
    expect((await till.request('GET', path)).status).toBe(200)
  })

  it('without a signature is refused', async () => {
    const { headers: _, ...request } = till.signed('GET', path)
    expect(errorOf(await till.send({ ...request, headers: {} }))).toBe('401 signature_invalid')
  })

  it('forged by another key is refused', async () => {
    const forged = signRequest(newKeys(), till.paired.deviceId, {
      method: 'GET',
      path,
      body: '',
      timestampMs: server.clock.nowMs,
    })
    expect(errorOf(await till.send(forged))).toBe('401 signature_invalid')
  })

  it.each([
    ['path', { path: '/v1/sync/changes?limit=2' }],
    ['body', { body: '{"operations":["{\\"b\\":1}"]}' }],
    ['method', { method: 'GET' as const, path: '/v1/sync/changes', body: '' }],
  ])('whose %s was changed after signing is refused', async (_part, change) => {
    const request =
      'body' in change
        ? till.signed('POST', '/v1/sync/operations', { operations: ['{"a":1}'] })
        : till.signed('GET', path)
    expect(errorOf(await till.send({ ...request, ...change }))).toBe('401 signature_invalid')
  })

  it.each([
    ['timestamp', 'x-cashwrap-timestamp', '1795000000001'],
    ['nonce', 'x-cashwrap-nonce', 'AAAAAAAAAAAAAAAAAAAAAA'],
  ])('whose %s was changed after signing is refused', async (_part, header, value) => {
    const request = till.signed('GET', path)
    const tampered = { ...request, headers: { ...request.headers, [header]: value } }
    expect(errorOf(await till.send(tampered))).toBe('401 signature_invalid')
  })

  it('of a device that the server never paired is refused', async () => {
    const stranger = signRequest(newKeys(), '01931e5e-7c00-7000-8000-000000000000', {
      method: 'GET',
      path,
      body: '',
      timestampMs: server.clock.nowMs,
    })
    expect(errorOf(await till.send(stranger))).toBe('401 device_unknown')
  })

  it('replayed is refused', async () => {
    const request = till.signed('GET', path)
    expect((await till.send(request)).status).toBe(200)
    expect(errorOf(await till.send(request))).toBe('401 request_replayed')
  })

  it('replayed ten times at once is answered once', async () => {
    const request = till.signed('GET', path)
    const answers = await Promise.all(Array.from({ length: 10 }, () => till.send(request)))
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, ...Array(9).fill(401)])
  })

  it.each([
    ['five minutes and a second behind', -301_000],
    ['five minutes and a second ahead', 301_000],
  ])('from a clock %s is refused with the time of the server', async (_what, skewMs) => {
    const answer = await till.send(till.signed('GET', path, undefined, server.clock.nowMs + skewMs))
    expect(errorOf(answer)).toBe('401 clock_skewed')
    expect(answer.body).toMatchObject({ error: { details: { serverTimeMs: server.clock.nowMs } } })
  })

  it.each([-299_000, 299_000])('from a clock %i ms off is answered', async (skewMs) => {
    const answer = await till.send(till.signed('GET', path, undefined, server.clock.nowMs + skewMs))
    expect(answer.status).toBe(200)
  })

  it('larger than the limit is refused', async () => {
    const request = till.signed('POST', '/v1/sync/operations', { operations: ['x'.repeat(1_500_001)] })
    expect(errorOf(await till.send(request))).toBe('413 body_too_large')
  })

  it('learns nothing about the agreed shape before it is proved', async () => {
    const forged = signRequest(newKeys(), till.paired.deviceId, {
      method: 'POST',
      path: '/v1/sync/operations',
      body: '{"wrong":1}',
      timestampMs: server.clock.nowMs,
    })
    expect(errorOf(await till.send(forged))).toBe('401 signature_invalid')
    expect(errorOf(await till.request('POST', '/v1/sync/operations', { wrong: 1 }))).toBe('400 invalid_input')
  })

  it('of a revoked device is refused from the next one on', async () => {
    const other = await server.pairedTill('Revoked counter')
    expect((await other.request('GET', path)).status).toBe(200)
    const revoked = await server.admin('POST', `/v1/backoffice/devices/${other.paired.deviceId}/revoke`)
    expect(revoked.status).toBe(200)
    expect(errorOf(await other.request('GET', path))).toBe('403 device_revoked')
  })

  it('keeps its nonce until its time would be refused anyway', async () => {
    const request = till.signed('GET', path, undefined, server.clock.nowMs + 299_000)
    expect((await till.send(request)).status).toBe(200)
    server.clock.nowMs += 9 * 60_000
    const { forgetNonces } = await import('../../../../server/devices/forget-nonces.ts')
    await forgetNonces(server.deps)
    expect(errorOf(await till.send(request))).toBe('401 request_replayed')
    server.clock.nowMs += 7 * 60_000
    await forgetNonces(server.deps)
    const left = await server.store.db.selectFrom('device_nonces').selectAll().execute()
    expect(left).toEqual([])
    expect(errorOf(await till.send(request))).toBe('401 clock_skewed')
  })
})
