import { beforeEach, describe, expect, test } from 'vitest'
import type { Payment } from '../../../../domain/protocol/server-api.ts'
import {
  type TerminalStatus,
  type TerminalTopic,
  terminalSilenceMaxMs,
} from '../../../../domain/protocol/terminal.ts'
import { fail, ok, type Result } from '../../../../domain/result.ts'
import type { ChosenReader } from '../../../../till/readers/card-reader.ts'
import { createSdkReader, type SdkReader } from '../../../../till/readers/sdk-reader.ts'
import type { Attempt } from '../../../../till/sales/read-sales.ts'
import type { ServerRequest } from '../../../../till/server-link/server-client.ts'

const secret = 'pi_1_secret_only_for_the_page'
const attempt = {
  idempotencyKey: 'pay-1',
  saleId: '01990000-0000-7000-8000-000000000001',
  tenderNo: 1,
  attempt: 1,
  amountMinor: 1_000,
  currency: 'EUR',
  processorPaymentId: 'pi_1',
  readerId: 'tmr_1',
} as Attempt
const payment = {
  ...attempt,
  state: 'created',
  processor: 'stripe',
  capturedMinor: 0,
  refundedMinor: 0,
  declineReason: null,
  card: null,
  reader: null,
}
const known = payment as Payment

/** Time that goes on only when it is told to. */
function clockwork() {
  const due: { atMs: number; run: () => void }[] = []
  const world = { nowMs: 0 }
  return {
    world,
    scheduler: {
      after: (ms: number, run: () => void) => {
        const entry = { atMs: world.nowMs + ms, run }
        due.push(entry)
        return () => {
          if (due.includes(entry)) due.splice(due.indexOf(entry), 1)
        }
      },
    },
    pass(ms: number) {
      const untilMs = world.nowMs + ms
      for (;;) {
        const next = due.filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0]
        if (next === undefined) break
        due.splice(due.indexOf(next), 1)
        world.nowMs = next.atMs
        next.run()
      }
      world.nowMs = untilMs
    },
  }
}

let time: ReturnType<typeof clockwork>
let reader: SdkReader
let commands: TerminalTopic[]
let logged: string
let asked: string[]
let chosen: ChosenReader | null
let secretAnswer: Result<unknown>
let news: string[]

beforeEach(() => {
  time = clockwork()
  commands = []
  asked = []
  news = []
  logged = ''
  let lastId = 0
  chosen = { id: 'tmr_1', label: 'Counter', driver: 'sdk', flow: 'process' }
  secretAnswer = ok({ paymentId: 'pi_1', clientSecret: secret })
  const request = async <T>({ method, path }: ServerRequest<T>): Promise<Result<T>> => {
    asked.push(`${method} ${path}`)
    if (path.endsWith('/client-secret')) return secretAnswer as Result<T>
    if (path.endsWith('/connection-tokens')) return ok({ secret: 'pst_1' } as T)
    return ok({ payment: { ...payment, state: 'voided' } } as T)
  }
  reader = createSdkReader(
    {
      server: { request, onContact: () => () => undefined, serverNowMs: () => 0, close: () => undefined },
      clock: { nowMs: () => time.world.nowMs, monotonicMs: () => time.world.nowMs },
      scheduler: time.scheduler,
      newId: () => `id-${++lastId}`,
      log: (...what: unknown[]) => {
        logged += JSON.stringify(what)
      },
      publish: (topic, event) => {
        if (topic === 'terminal') commands.push(event as TerminalTopic)
      },
    },
    () => chosen,
  )
  reader.onNews((key) => news.push(key))
})

const status = async (pageId: string, changes: Partial<TerminalStatus> = {}) => {
  const answer = await reader.handlers['terminal.status']({
    pageId,
    leaving: false,
    connectedReaderId: 'tmr_1',
    problem: null,
    busyKey: null,
    ...changes,
  })
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value
}
type Said = Parameters<SdkReader['handlers']['terminal.answer']>[0]['answer']
const says = (command: TerminalTopic | undefined, answer: Said, pageId = command?.pageId ?? '') =>
  reader.handlers['terminal.answer']({ pageId, id: command?.id ?? '', answer })
const soon = () => new Promise((resolve) => setTimeout(resolve))

/** The card is being asked for on page A. */
async function started(): Promise<TerminalTopic> {
  await status('A')
  const start = reader.start({ attempt, payment: known, tipping: null })
  await soon()
  const command = commands.at(-1)
  if (command === undefined) throw new Error('no command')
  await says(command, { kind: 'progress', stage: 'taken' })
  expect(await start).toEqual(ok(known))
  return command
}

describe('which page commands the reader', () => {
  test('the first that announced itself, and the next one when it leaves or falls silent', async () => {
    expect((await status('A')).drives).toBe(true)
    expect((await status('B')).drives).toBe(false)
    expect((await status('A')).drives).toBe(true)
    await status('A', { leaving: true })
    expect((await status('B')).drives).toBe(true)
    expect((await status('C')).drives).toBe(false)
    for (let passed = 0; passed <= terminalSilenceMaxMs + 2_000; passed += 2_000) {
      time.pass(2_000)
      await status('C')
    }
    expect((await status('C')).drives).toBe(true)
    expect((await status('B')).drives).toBe(false)
  })

  test('none while the register has its reader commanded by the server', async () => {
    chosen = { id: 'tmr_1', label: 'Counter', driver: 'server', flow: 'process' }
    expect(await status('A')).toEqual({ drives: false, readerId: null, holdKey: null })
  })

  test('only the driving page gets a token to connect with', async () => {
    await status('A')
    await status('B')
    expect(await reader.handlers['terminal.connectionToken']({ pageId: 'A' })).toEqual(
      ok({ secret: 'pst_1' }),
    )
    expect(await reader.handlers['terminal.connectionToken']({ pageId: 'B' })).toMatchObject({
      error: { code: 'permission_denied' },
    })
  })
})

describe('asking for a card', () => {
  test('the secret goes to the driving page inside the command, and into no log', async () => {
    await status('B', { leaving: true })
    const command = await started()
    expect(command).toEqual({
      pageId: 'A',
      id: 'id-1',
      command: { kind: 'collect', key: 'pay-1', paymentId: 'pi_1', clientSecret: secret, tipping: null },
    })
    expect(reader.device(attempt)).toBe('waiting')
    expect(logged).not.toContain(secret)
  })

  test('asked for again it does no second thing; another payment finds the reader busy', async () => {
    await started()
    expect(await reader.start({ attempt, payment: known, tipping: null })).toEqual(ok(known))
    const other = { ...attempt, idempotencyKey: 'pay-2' }
    expect(await reader.start({ attempt: other, payment: known, tipping: null })).toMatchObject({
      error: { code: 'reader_busy', details: { status: 409 } },
    })
    expect(commands).toHaveLength(1)
  })

  test('without a connected page nothing is asked of anybody, and it is known that nothing was', async () => {
    expect(reader.ready()).toMatchObject({ error: { code: 'reader_offline' } })
    await status('A', { connectedReaderId: null, problem: 'sdk-not-loaded' })
    const refused = await reader.start({ attempt, payment: known, tipping: null })
    expect(refused).toMatchObject({ error: { code: 'reader_offline', details: { status: 409 } } })
    expect([asked, commands]).toEqual([[], []])
    await status('A')
    expect(reader.ready()).toEqual(ok(undefined))
  })

  test('a server that gives no secret is passed on as it answered, and no page hears of it', async () => {
    secretAnswer = fail('server_unreachable', 'Nobody is there.', { sent: true })
    await status('A')
    expect(await reader.start({ attempt, payment: known, tipping: null })).toEqual(secretAnswer)
    expect(commands).toEqual([])
  })

  test('a page that does not take the command up leaves it unknown, then to the server', async () => {
    await status('A')
    const start = reader.start({ attempt, payment: known, tipping: null })
    await soon()
    time.pass(4_000)
    const answer = await start
    expect(answer).toMatchObject({ error: { details: { sent: true } } })
    expect(answer).not.toHaveProperty('error.details.status')
    expect(reader.device(attempt)).toBe('offline')
    time.pass(1_500)
    expect(reader.device(attempt)).toBeNull()
  })
})

describe('what the page says of the device', () => {
  test('is shown while it goes on, and each of it is news', async () => {
    const command = await started()
    const seen = []
    for (const stage of ['waiting', 'reader-lost', 'waiting', 'processing'] as const) {
      await says(command, { kind: 'progress', stage })
      seen.push(reader.device(attempt))
    }
    expect(seen).toEqual(['waiting', 'offline', 'waiting', 'processing'])
    expect(news).toHaveLength(5)
  })

  test('its end lets the server decide: at once, or when what it said has not come true', async () => {
    const cases = [
      ['done', null, 'processing', 10_000],
      ['declined', 'generic_decline', null, 0],
      ['left', 'canceled', null, 0],
      ['left', 'reader_in_use', 'busy', 1_500],
      ['unknown', 'something_new', 'offline', 1_500],
    ] as const
    for (const [outcome, code, device, forMs] of cases) {
      const command = await started()
      await says(command, { kind: 'ended', outcome, code })
      expect(reader.device(attempt), outcome).toBe(device)
      time.pass(forMs)
      expect(reader.device(attempt), outcome).toBeNull()
    }
  })

  test('counts from the page that has the payment only', async () => {
    const command = await started()
    await says(command, { kind: 'ended', outcome: 'declined', code: null }, 'B')
    expect(reader.device(attempt)).toBe('waiting')
  })
})

describe('a page that goes in the middle', () => {
  test('is unknown at once, then the server decides', async () => {
    await started()
    await status('A', { leaving: true, busyKey: 'pay-1' })
    expect(reader.device(attempt)).toBe('offline')
    expect(news.at(-1)).toBe('pay-1')
    time.pass(1_500)
    expect(reader.device(attempt)).toBeNull()
  })

  test('and was only away for a moment goes on with the card still on its reader', async () => {
    await started()
    time.pass(terminalSilenceMaxMs + 2_100)
    expect(reader.device(attempt)).toBe('offline')
    expect((await status('A', { busyKey: 'pay-1' })).holdKey).toBe('pay-1')
    expect(reader.device(attempt)).toBe('waiting')
    time.pass(5_000)
    expect(reader.device(attempt)).toBe('waiting')
  })

  test('and comes back too late is told that its question is not known any more', async () => {
    await started()
    time.pass(60_000)
    expect(reader.device(attempt)).toBeNull()
    expect((await status('A', { busyKey: 'pay-1' })).holdKey).toBeNull()
  })
})

test('cancelling takes the question off the page, and ends the intent at the server whatever the page says', async () => {
  await started()
  const cancel = reader.cancel(attempt)
  await soon()
  expect(commands.at(-1)?.command).toEqual({ kind: 'cancel', key: 'pay-1' })
  expect(asked.filter((one) => one.endsWith('/cancel'))).toEqual([])
  time.pass(5_000)
  expect(await cancel).toMatchObject({ value: { state: 'voided' } })
  expect(asked.at(-1)).toBe('POST /v1/payments/pay-1/cancel')
})

test('the cart is shown, but never while a payment is on the reader', async () => {
  await status('A')
  const cart = { currency: 'EUR', lines: [], taxMinor: 0, totalMinor: 0 }
  const shown = reader.display(cart)
  await soon()
  await says(commands.at(-1), { kind: 'ended', outcome: 'done', code: null })
  expect(await shown).toEqual(ok(undefined))
  await started()
  expect(await reader.display(cart)).toMatchObject({ error: { code: 'reader_busy' } })
})
