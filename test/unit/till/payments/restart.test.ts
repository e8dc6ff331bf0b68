import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { HttpPort } from '../../../../till/server-link/http-port.ts'
import {
  applyChanges,
  basicChanges,
  type CounterTill,
  counterUntil,
  newFolder,
  openCounterTill,
  removeFolder,
  unwrap,
} from '../counter/counter-till.ts'
import { StandInServer } from './stand-in-server.ts'

let folder: string
let server: StandInServer
beforeEach(async () => {
  folder = newFolder()
  server = await new StandInServer().listen()
})
afterEach(async () => {
  await server.close()
  removeFolder(folder)
})

/**
 * A till whose plug is pulled at the n-th moment of its payment traffic. Moments lie before each request is sent (the journal is written,
 * the server knows nothing) and before each answer is dealt with (the server has done it, the journal knows nothing).
 */
function pluggedTill(pullAt: number): { till: CounterTill; pulled: () => boolean } {
  let moments = 0
  let pulled = false
  const moment = (path: string): boolean => {
    if (!path.startsWith('/v1/payments')) return false
    moments += 1
    if (moments !== pullAt) return false
    pulled = true
    till.kill()
    return true
  }
  const never = new Promise<never>(() => undefined)
  const through = (http: HttpPort): HttpPort => ({
    send: async (request) => {
      if (moment(request.url.pathname)) return never
      const outcome = await http.send(request)
      return moment(request.url.pathname) ? never : outcome
    },
    close: http.close,
  })
  const till = openCounterTill({ folder, serverUrl: server.url, through })
  return { till, pulled: () => pulled }
}

async function chargeByCard(till: CounterTill): Promise<void> {
  applyChanges(till, basicChanges)
  unwrap(await till.handlers['reader.choose']({ readerId: 'tmr_1' }))
  unwrap(await till.handlers['cart.add']({ productId: 'tea', quantity: 1 }))
  unwrap(await till.handlers['payment.begin']({}))
  unwrap(await till.handlers['payment.card']({ amountMinor: null }))
}

/** Either the plug was pulled or the attempt is over. */
async function untilPulledOrOver(till: CounterTill, pulled: () => boolean): Promise<void> {
  await expect
    .poll(async () => pulled() || isOver(await cardOf(till)), { timeout: 10_000, interval: 5 })
    .toBe(true)
}

const cardOf = async (till: CounterTill): Promise<string> => {
  const view = unwrap(await till.handlers['counter.get']({}))
  return view.phase === 'receipt' ? 'receipt' : (view.paying?.card?.state ?? 'none')
}
const isOver = (state: string): boolean => ['receipt', 'declined', 'voided', 'failed'].includes(state)

/** The till that came back tells the truth, and the sale is sold once. */
async function expectTruth(till: CounterTill): Promise<void> {
  const state = await cardOf(till)
  expect(isOver(state)).toBe(true)
  expect(server.capturedMinor()).toBe(state === 'receipt' ? 1_000 : 0)
  expect(server.alive()).toBe(0)
  if (state !== 'receipt') {
    server.customer = 'approves'
    unwrap(await till.handlers['payment.card']({ amountMinor: null }))
    await counterUntil(till, ({ phase }) => phase === 'receipt', 'a receipt')
  }
  expect(server.capturedMinor()).toBe(1_000)
  expect(server.violations).toEqual([])
  expect(till.kinds().filter((kind) => kind === 'sale.completed')).toHaveLength(1)
  expect(till.kinds().filter((kind) => kind === 'payment.approved')).toHaveLength(1)
  expect(unwrap(till.journal.verify()).seq).toBe(till.operations().length)
  expect(unwrap(till.journal.rebuild())).toEqual([])
}

describe('the plug is pulled at every moment of a card payment', () => {
  for (const customer of ['approves', 'declines'] as const) {
    test(`a customer whose card the bank ${customer}: the restarted till finds out, and nothing is charged twice`, async () => {
      let pulls = 0
      for (let pullAt = 1; ; pullAt += 1) {
        server.customer = customer
        server.payments.clear()
        removeFolder(folder)
        folder = newFolder()
        const first = pluggedTill(pullAt)
        await chargeByCard(first.till)
        await untilPulledOrOver(first.till, first.pulled)
        if (!first.pulled()) {
          await first.till.close()
          break
        }
        pulls += 1
        const second = openCounterTill({ folder, serverUrl: server.url })
        second.side.start()
        await counterUntil(
          second,
          (view) => view.phase === 'receipt' || isOver(view.paying?.card?.state ?? ''),
          `over after the plug was pulled at moment ${pullAt}`,
        )
        await expectTruth(second)
        await second.close()
      }
      // create, process and at least two looks, each before and after.
      expect(pulls).toBeGreaterThanOrEqual(8)
    })
  }

  test('pulled again while finding out, at every moment, it still ends in one charge', async () => {
    let twice = 0
    for (let firstPull = 1; firstPull <= 6; firstPull += 1) {
      for (let secondPull = 1; secondPull <= 4; secondPull += 1) {
        server.customer = 'approves'
        server.payments.clear()
        removeFolder(folder)
        folder = newFolder()
        const first = pluggedTill(firstPull)
        await chargeByCard(first.till)
        await untilPulledOrOver(first.till, first.pulled)
        const second = pluggedTill(secondPull)
        second.till.side.start()
        await untilPulledOrOver(second.till, second.pulled)
        if (second.pulled()) twice += 1
        else await second.till.close()
        const third = openCounterTill({ folder, serverUrl: server.url })
        third.side.start()
        await counterUntil(
          third,
          (view) => view.phase === 'receipt' || isOver(view.paying?.card?.state ?? ''),
          `over after pulls at ${firstPull} and ${secondPull}`,
        )
        await expectTruth(third)
        await third.close()
      }
    }
    expect(twice).toBeGreaterThan(10)
  })

  test('until it is known, the restarted till says unknown and takes neither card nor cash', async () => {
    server.customer = 'waits'
    const first = pluggedTill(5)
    await chargeByCard(first.till)
    await untilPulledOrOver(first.till, first.pulled)
    const second = openCounterTill({ folder, serverUrl: 'http://127.0.0.1:9' })
    expect(await cardOf(second)).toBe('unknown')
    second.side.start()
    await counterUntil(second, (view) => view.paying?.card?.nextCheckAtMs != null, 'checking')
    expect(await cardOf(second)).toBe('unknown')
    for (const answer of [
      await second.handlers['payment.card']({ amountMinor: null }),
      await second.handlers['payment.cash']({ amountMinor: null, givenMinor: 1_000 }),
      await second.handlers['payment.back']({}),
    ])
      expect(answer).toMatchObject({ error: { code: 'payment_unknown' } })
    second.kill()
    const third = openCounterTill({ folder, serverUrl: server.url })
    third.side.start()
    server.customer = 'approves'
    await counterUntil(third, ({ phase }) => phase === 'receipt', 'a receipt')
    await expectTruth(third)
    await third.close()
  })

  test('an attempt that waits on the reader over a restart is followed to its end, not begun anew', async () => {
    server.customer = 'waits'
    const first = pluggedTill(0)
    await chargeByCard(first.till)
    await counterUntil(first.till, (view) => view.paying?.card?.state === 'waiting', 'waiting')
    first.till.kill()
    const second = openCounterTill({ folder, serverUrl: server.url })
    second.side.start()
    await counterUntil(second, (view) => view.paying?.card?.state === 'waiting', 'waiting')
    server.customer = 'approves'
    await counterUntil(second, ({ phase }) => phase === 'receipt', 'a receipt')
    expect(server.payments.size).toBe(1)
    expect(server.asked('process')).toBe(1)
    await expectTruth(second)
    await second.close()
  })
})
