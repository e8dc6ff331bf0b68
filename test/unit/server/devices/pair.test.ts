import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makePairingCode, readPairingCode, showPairingCode } from '../../../../server/devices/pairing-code.ts'
import { errorOf, startTestServer, type TestServer } from '../http/test-server.ts'
import { dialects, type Postgres, startPostgres } from '../store/postgres.ts'

const wrongSecret = (code: string): string => code.slice(0, -4) + (code.endsWith('0000') ? '1111' : '0000')

describe.each(dialects)('pairing on %s', (dialect) => {
  let postgres: Postgres | undefined
  let server: TestServer

  beforeAll(async () => {
    postgres = dialect === 'postgres' ? await startPostgres() : undefined
    server = await startTestServer(
      postgres === undefined ? {} : { databaseUrl: await postgres.newDatabase() },
    )
  })
  afterAll(async () => {
    await server.close()
    await postgres?.stop()
  })

  it('trades a code for a device that knows its store, register, mode and head', async () => {
    const answer = await server.pair(await server.newCode('Garden counter'))
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      mode: 'practice',
      store: { id: 'store-linden-kade', currency: 'EUR' },
      register: { name: 'Garden counter' },
      serverTimeMs: server.clock.nowMs,
      headSeq: 0,
      headHash: '0'.repeat(64),
    })
  })

  it('takes a code as a person types it', async () => {
    const code = await server.newCode()
    expect((await server.pair(` ${code.toLowerCase().replaceAll('-', ' ')} `)).status).toBe(200)
  })

  it('takes a code once', async () => {
    const code = await server.newCode()
    expect((await server.pair(code)).status).toBe(200)
    expect(errorOf(await server.pair(code))).toBe('401 pairing_code_invalid')
  })

  it('takes a code once when five tills send it at the same time', async () => {
    const code = await server.newCode()
    const answers = await Promise.all(Array.from({ length: 5 }, () => server.pair(code)))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    await forgetTries(server)
  })

  it('refuses a code after ten minutes', async () => {
    const code = await server.newCode()
    server.clock.nowMs += 10 * 60_000
    expect(errorOf(await server.pair(code))).toBe('401 pairing_code_invalid')
    await forgetTries(server)
  })

  it('voids a code after five wrong tries, even for the right one', async () => {
    const code = await server.newCode()
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect(errorOf(await server.pair(wrongSecret(code)))).toBe('401 pairing_code_invalid')
    }
    expect(errorOf(await server.pair(code))).toBe('401 pairing_code_invalid')
    await forgetTries(server)
  })

  it('still takes the right code after four wrong tries', async () => {
    const code = await server.newCode()
    for (let attempt = 0; attempt < 4; attempt += 1) await server.pair(wrongSecret(code))
    expect((await server.pair(code)).status).toBe(200)
    await forgetTries(server)
  })

  it('makes an address wait after twenty wrong codes, and no longer than the window', async () => {
    const code = await server.newCode()
    for (let attempt = 0; attempt < 20; attempt += 1) {
      expect(errorOf(await server.pair('ZZZZ-ZZZZ-ZZZZ'))).toBe('401 pairing_code_invalid')
    }
    expect(errorOf(await server.pair(code))).toBe('429 rate_limited')
    server.clock.nowMs += 10 * 60_000
    expect((await server.pair(await server.newCode())).status).toBe(200)
  })

  it('refuses a till of another mode, naming the two, and leaves the code usable', async () => {
    const code = await server.newCode()
    const answer = await server.pair(code, { mode: 'live' })
    expect(errorOf(answer)).toBe('409 mode_mismatch')
    expect(answer.body).toMatchObject({ error: { details: { tillMode: 'live', serverMode: 'practice' } } })
    expect((await server.pair(code, { mode: 'practice' })).status).toBe(200)
  })

  it('revokes the device that the register had before', async () => {
    const former = await server.pairedTill('Swapped counter')
    const { register } = former.paired
    const code = await server.admin('POST', '/v1/backoffice/pairing-codes', { registerId: register.id })
    const latter = await server.pair((code.body as { code: string }).code)
    expect(latter.body).toMatchObject({ register })
    expect(errorOf(await former.request('GET', '/v1/sync/changes'))).toBe('403 device_revoked')
  })

  it('keeps several registers paired side by side', async () => {
    const one = await server.pairedTill('One')
    const two = await server.pairedTill('Two')
    expect((await one.request('GET', '/v1/sync/changes?limit=1')).status).toBe(200)
    expect((await two.request('GET', '/v1/sync/changes?limit=1')).status).toBe(200)
  })

  it('keeps neither the code nor its secret half in the database', async () => {
    const code = (await server.newCode()).replaceAll('-', '')
    const rows = await server.store.db.selectFrom('pairing_codes').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(code.slice(2))
  })

  it.each([
    ['a code that is too short', { code: 'AB' }],
    ['a public key of the wrong size', { publicKey: 'abc' }],
    ['an unknown field', { admin: true }],
    ['a nameless device', { deviceName: '' }],
  ])('refuses %s', async (_what, change) => {
    expect(errorOf(await server.pair('ABCD-EFGH-JKMN', change))).toBe('400 invalid_input')
  })
})

/** As if the window of wrong tries had passed. */
const forgetTries = (server: TestServer) => server.store.db.deleteFrom('pairing_tries').execute()

describe('a pairing code', () => {
  it('has twelve characters of which none can be mistaken for another', () => {
    for (let round = 0; round < 200; round += 1) {
      const code = makePairingCode()
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/)
      expect(readPairingCode(showPairingCode(code))).toBe(code)
    }
  })

  it('reads O as 0, and I and L as 1', () => {
    expect(readPairingCode('ooiL-0011-abcd')).toBe('00110011ABCD')
  })

  it.each(['', 'ABC', 'ABCD-EFGH-JKM', 'ABCD-EFGH-JKMNP', 'ABCD-EFGH-JKMU'])('is not %j', (typed) => {
    expect(readPairingCode(typed)).toBeNull()
  })
})
