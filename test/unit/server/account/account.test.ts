import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Scheduler } from '../../../../domain/ids/clock.ts'
import { createPracticeStripe, type PracticeStripe } from '../../../../sandbox/stripe/practice-stripe.ts'
import { askAgainMs } from '../../../../server/account/account-guard.ts'
import type { ProcessorTransport } from '../../../../server/processors/transport.ts'
import { systemScheduler } from '../../../../server/scheduler.ts'
import { startTestServer, type TestServer } from '../http/test-server.ts'

const shopFile = join(import.meta.dirname, '../../../../docs/how-to/shop.example.json')
const key = 'rk_test_51NobodyMayReadThis'
const env = (mode: 'test' | 'live') => ({
  CASHWRAP_MODE: mode,
  STRIPE_SECRET_KEY: mode === 'test' ? key : 'rk_live_51NobodyMayReadThis',
  STRIPE_WEBHOOK_SECRET: 'whsec_test',
  CASHWRAP_SHOP_FILE: shopFile,
})

/** Carries what is meant for the processor to a practice world; a live key is let in as a test key, because the practice world has no other. */
const through =
  (base: () => string | null, seen: string[] = []): ProcessorTransport =>
  async ({ method, path, headers, body }) => {
    const url = base()
    if (url === null) throw Object.assign(new Error('nobody is there'), { code: 'ECONNREFUSED' })
    seen.push(`${method} ${path}`)
    const {
      host: _,
      'content-length': __,
      ...rest
    } = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
    const authorization = (rest['authorization'] ?? '').replace('_live_', '_test_')
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { ...rest, authorization },
      ...(method === 'GET' || body === '' ? {} : { body }),
    })
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() }
  }

describe('the key of a server in test or live mode', () => {
  const folders: string[] = []
  const worlds: PracticeStripe[] = []
  const servers: TestServer[] = []
  const newFolder = (): string => {
    const folder = mkdtempSync(join(tmpdir(), 'cashwrap-account-'))
    folders.push(folder)
    return folder
  }
  const newWorld = async (): Promise<string> => {
    const world = createPracticeStripe({ dataFolder: newFolder(), clock: { nowMs: () => Date.now() } })
    worlds.push(world)
    return world.listen(0)
  }
  const accountOf = async (url: string): Promise<string> => {
    const answer = await fetch(`${url}/v1/account`, { headers: { authorization: 'Bearer sk_test_ledger' } })
    return ((await answer.json()) as { id: string }).id
  }
  const allow = async (url: string, permissions: readonly string[] | null, expired = false) => {
    const answer = await fetch(`${url}/_practice/keys`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key, permissions, expired }),
    })
    if (!answer.ok) throw new Error(await answer.text())
  }
  const start = async (
    folder: string,
    transport: ProcessorTransport,
    mode: 'test' | 'live' = 'test',
    scheduler: Scheduler = systemScheduler,
  ): Promise<TestServer> => {
    const server = await startTestServer({
      env: { ...env(mode), CASHWRAP_SERVER_DATA: folder },
      deps: { transport, scheduler },
    })
    servers.push(server)
    return server
  }
  const refusal = (folder: string, transport: ProcessorTransport): Promise<string> =>
    start(folder, transport).then(
      () => 'it started',
      (error: Error) => error.message,
    )

  let url: string
  beforeEach(async () => {
    url = await newWorld()
  })
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close()
    for (const world of worlds.splice(0)) await world.close()
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
  })

  it.each(['test', 'live'] as const)(
    'binds the database to its account at the first start in %s',
    async (mode) => {
      const server = await start(
        newFolder(),
        through(() => url),
        mode,
      )
      const row = await server.store.db
        .selectFrom('meta')
        .select('value')
        .where('key', '=', 'account:stripe')
        .executeTakeFirst()
      expect(row?.value).toBe(await accountOf(url))
      expect(server.logLines.join('')).not.toContain('NobodyMayReadThis')
    },
  )

  it('of another account is refused at a later start, naming both accounts', async () => {
    const folder = newFolder()
    const first = await start(
      folder,
      through(() => url),
    )
    await first.close()
    const other = await newWorld()
    const [mine, theirs] = [await accountOf(url), await accountOf(other)]
    expect(mine).not.toBe(theirs)
    expect(
      await refusal(
        folder,
        through(() => other),
      ),
    ).toBe(
      `The database belongs to the Stripe account ${mine}, but the key of this server is of ${theirs}; use a key of ${mine}, or another database.`,
    )
    await (
      await start(
        folder,
        through(() => url),
      )
    ).close()
  })

  it('that lacks permissions is refused with all of them by name, and starts once it has them', async () => {
    const folder = newFolder()
    await allow(url, [
      'rak_accounts_kyc_basic_read',
      'rak_payment_intent_write',
      'rak_event_read',
      'rak_charge_read',
    ])
    const sentence = await refusal(
      folder,
      through(() => url),
    )
    expect(sentence).toMatch(/^The restricted key of this server lacks \d permissions at Stripe: /)
    expect(sentence).toContain('Charges and Refunds: Write')
    expect(sentence).toContain('Terminal Readers: Read')
    expect(sentence).not.toContain('PaymentIntents')
    expect(sentence).not.toContain('NobodyMayReadThis')
    await allow(url, null)
    expect(
      await refusal(
        folder,
        through(() => url),
      ),
    ).toBe('it started')
  })

  it('that may not even know its account is told to get that permission too', async () => {
    await allow(url, ['rak_payment_intent_write'])
    expect(
      await refusal(
        newFolder(),
        through(() => url),
      ),
    ).toContain('Account: Read')
  })

  it('that the processor does not take any more is refused', async () => {
    await allow(url, null, true)
    expect(
      await refusal(
        newFolder(),
        through(() => url),
      ),
    ).toMatch(/^Stripe does not accept the key of this server \(api_key_expired\)/)
  })

  it('changes nothing at the processor by being checked', async () => {
    const seen: string[] = []
    await start(
      newFolder(),
      through(() => url, seen),
    )
    const lists = ['payment_intents', 'refunds', 'charges', 'events'].map(async (noun) => {
      const answer = await fetch(`${url}/v1/${noun}`, { headers: { authorization: 'Bearer sk_test_ledger' } })
      return ((await answer.json()) as { data: unknown[] }).data
    })
    expect((await Promise.all(lists)).flat()).toEqual([])
    expect(seen).toContain('GET /v1/account')
  })

  it('that nobody can be asked about is let in with a warning, and asked about until there is an answer', async () => {
    const due: (() => void)[] = []
    // Waits of the guard's length are kept back until this test lets the minute pass.
    const scheduler: Scheduler = {
      after: (ms, run) => {
        if (ms !== askAgainMs) return systemScheduler.after(ms, run)
        due.push(run)
        return () => undefined
      },
    }
    const passMinute = () => {
      for (const run of due.splice(0)) run()
    }
    let reachable: string | null = null
    const folder = newFolder()
    const server = await start(
      folder,
      through(() => reachable),
      'test',
      scheduler,
    )
    const ready = async () => (await server.server.app.inject({ url: '/readyz' })).statusCode
    expect(server.logLines.join('')).toContain('Stripe could not be asked whose key this is')
    expect(await ready()).toBe(200)

    // It answers, and the key may not do what is needed: nothing is changed there any more, and the server is not ready.
    await allow(url, ['rak_accounts_kyc_basic_read'])
    reachable = url
    passMinute()
    await expect.poll(ready).toBe(403)
    const body = (await server.server.app.inject({ url: '/readyz' })).json<{ error: { message: string } }>()
    expect(body.error.message).toContain('PaymentIntents: Write')

    await allow(url, null)
    await expect.poll(() => due.length).toBeGreaterThan(0)
    passMinute()
    await expect.poll(ready).toBe(200)
  })
})
