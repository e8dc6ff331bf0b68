import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  applyChanges,
  basicChanges,
  type CounterTill,
  newFolder,
  openCounterTill,
  removeFolder,
  unwrap,
} from '../counter/counter-till.ts'
import { StandInServer } from './stand-in-server.ts'

let folder: string
let server: StandInServer
let till: CounterTill
beforeEach(async () => {
  folder = newFolder()
  server = await new StandInServer().listen()
  till = openCounterTill({ folder, serverUrl: server.url })
  applyChanges(till, basicChanges)
  unwrap(await till.handlers['reader.choose']({ readerId: 'tmr_1' }))
})
afterEach(async () => {
  expect(server.violations).toEqual([])
  await till.close()
  await server.close()
  removeFolder(folder)
})

const works = () => till.side.tillPart().works
const cardsWork = { cash: true, card: true, cardReason: null }
const cardsDown = { cash: true, card: false, cardReason: 'processor-down' }
const charge = async () => {
  unwrap(await till.handlers['cart.add']({ productId: 'tea', quantity: 1 }))
  unwrap(await till.handlers['payment.begin']({}))
  return unwrap(await till.handlers['payment.card']({ amountMinor: null }))
}

describe('card payments that are down at the processor', () => {
  test('are learnt from the server, and that they are back as well', async () => {
    till.side.start()
    await expect.poll(() => server.asked('status')).toBeGreaterThan(0)
    expect(works()).toEqual(cardsWork)
    server.cards = 'down'
    await expect.poll(works).toEqual(cardsDown)
    server.cards = 'up'
    await expect.poll(works).toEqual(cardsWork)
  })

  test('are learnt at once from the answer to a payment, of which nothing was charged', async () => {
    server.cards = 'down'
    server.script('create', { status: 503, code: 'processor_down' })
    const begun = await charge()
    expect(begun.paying?.card?.state).toBe('starting')
    await expect.poll(works).toEqual(cardsDown)
    // The server voids what it never sent; the till hears so when it asks to cancel.
    await expect
      .poll(async () => unwrap(await till.handlers['counter.get']({})).paying?.card)
      .toMatchObject({ state: 'failed', errorCode: 'processor_down' })
    expect(server.capturedMinor()).toBe(0)
    expect(till.kinds()).toContain('payment.voided')
    unwrap(await till.handlers['payment.cash']({ amountMinor: null, givenMinor: 1_000 }))
    expect(till.kinds().at(-1)).toBe('sale.completed')
  })

  test('come after a server that cannot be reached, and before a reader that is not chosen', async () => {
    server.cards = 'down'
    till.side.start()
    await expect.poll(works).toEqual(cardsDown)
    till.setOnline(false)
    expect(works().cardReason).toBe('offline')
    till.setOnline(true)
    expect(works().cardReason).toBe('processor-down')
  })

  test('are asked about sooner while they are down, and not at all while the server is away', async () => {
    till.side.start()
    await expect.poll(() => server.asked('status')).toBeGreaterThan(0)
    till.setOnline(false)
    const before = server.asked('status')
    await new Promise((resolve) => setTimeout(resolve, 700))
    // One question may have been due at the very moment that the server went.
    expect(server.asked('status')).toBeLessThanOrEqual(before + 1)
    server.cards = 'down'
    till.setOnline(true)
    await expect.poll(works).toEqual(cardsDown)
  })

  test('of a server that does not know the question count as up', async () => {
    server.cards = 'down'
    till.side.start()
    await expect.poll(works).toEqual(cardsDown)
    server.script('status', { status: 404, code: 'not_found' })
    await expect.poll(works).toEqual(cardsWork)
  })
})
