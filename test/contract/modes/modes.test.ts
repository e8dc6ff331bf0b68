import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../../server/config.ts'
import { openStore } from '../../../server/store/open-store.ts'
import { startTestServer, type TestServer } from '../../unit/server/http/test-server.ts'

type World = 'test' | 'live'
const shopFile = join(import.meta.dirname, '../../../docs/how-to/shop.example.json')
const env = (mode: World, key: World = mode): Record<string, string> => ({
  CASHWRAP_MODE: mode,
  STRIPE_SECRET_KEY: `rk_${key}_51NobodyMayReadThis`,
  STRIPE_WEBHOOK_SECRET: 'whsec_NobodyMayReadThis',
  CASHWRAP_SHOP_FILE: shopFile,
})
const pairs = [
  ['test', 'live'],
  ['live', 'test'],
] as const

describe.each(pairs)('a %s-mode key on a %s database', (key, database) => {
  let folder: string
  let server: TestServer | undefined
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cashwrap-modes-'))
  })
  afterEach(async () => {
    await server?.close()
    server = undefined
    rmSync(folder, { recursive: true, force: true })
  })
  const start = (mode: World): Promise<TestServer> =>
    startTestServer({ env: { ...env(mode), CASHWRAP_SERVER_DATA: folder } })

  it('is refused at start with a sentence that names both', async () => {
    await (await start(database)).close()
    // The mode says what the database is, and the key does not fit.
    const config = readConfig({
      ...env(database, key),
      CASHWRAP_SERVER_DATA: folder,
      CASHWRAP_ADMIN_TOKEN: 'a-token-of-the-owner-with-32-characters',
    })
    expect(config).toMatchObject({
      ok: false,
      error: {
        code: 'mode_mismatch',
        message: `STRIPE_SECRET_KEY is a ${key} key, but CASHWRAP_MODE is ${database}; use a ${database} key or set CASHWRAP_MODE=${key}.`,
      },
    })
    // The mode says what the key is, and the database does not fit.
    const store = await openStore({ storage: { dialect: 'sqlite', folder }, mode: key, nowMs: 1 })
    expect(store).toMatchObject({
      ok: false,
      error: {
        code: 'mode_mismatch',
        message: `The database is in ${database} mode, but CASHWRAP_MODE is ${key}; use another data folder or set CASHWRAP_MODE=${database}.`,
      },
    })
  })

  it('is refused at pairing, by the till that was paired in the other mode, naming both', async () => {
    server = await start(database)
    const code = await server.newCode()
    expect(await server.pair(code, { mode: key })).toMatchObject({
      status: 409,
      body: {
        error: {
          code: 'mode_mismatch',
          message: `This till is in ${key} mode, the server in ${database}; pair it with a ${key} server.`,
        },
      },
    })
    expect((await server.pair(code, { mode: database })).status).toBe(200)
  })

  it('is refused at the webhook, whose event comes from the other mode, naming both', async () => {
    server = await start(database)
    const payload = JSON.stringify({
      id: 'evt_1',
      object: 'event',
      type: 'payment_intent.succeeded',
      created: Math.floor(server.clock.nowMs / 1000),
      livemode: key === 'live',
      data: { object: { id: 'pi_1', object: 'payment_intent', metadata: {} } },
    })
    const t = Math.floor(server.clock.nowMs / 1000)
    const v1 = createHmac('sha256', 'whsec_NobodyMayReadThis').update(`${t}.${payload}`).digest('hex')
    const answer = await server.server.app.inject({
      method: 'POST',
      url: '/v1/webhooks/stripe',
      headers: { 'content-type': 'application/json', 'stripe-signature': `t=${t},v1=${v1}` },
      payload,
    })
    expect(answer.statusCode).toBe(409)
    expect(answer.json()).toMatchObject({
      error: {
        code: 'mode_mismatch',
        message: `This server is in ${database} mode, but the event is from ${key} mode; send the events of each mode to a server in that mode.`,
      },
    })
    const kept = await server.store.db.selectFrom('webhook_events').select('event_id').execute()
    expect(kept).toEqual([])
  })
})
