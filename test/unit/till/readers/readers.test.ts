import { afterEach, beforeEach, describe, expect, test } from 'vitest'
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
import { aReader, StandInServer } from '../payments/stand-in-server.ts'

let folder: string
let server: StandInServer
let till: CounterTill
beforeEach(async () => {
  folder = newFolder()
  server = await new StandInServer().listen()
  till = openCounterTill({ folder, serverUrl: server.url })
  applyChanges(till, basicChanges)
})
afterEach(async () => {
  expect(server.violations).toEqual([])
  await till.close()
  await server.close()
  removeFolder(folder)
})

const counterReader = { id: 'tmr_1', label: 'Counter', driver: 'server', flow: 'process' }
const second = aReader({ id: 'tmr_2', label: 'Bar', deviceType: 'simulated_stripe_s700' })
const displays = () =>
  server.requests
    .filter(({ route }) => route === 'display')
    .map(({ body }) => body as { lines: unknown[]; totalMinor: number })

describe('choosing a reader', () => {
  test('the only one is chosen by itself and stays chosen over a restart', async () => {
    expect(till.side.tillPart().works).toEqual({ cash: true, card: false, cardReason: 'no-reader' })
    till.side.start()
    await expect.poll(() => till.side.tillPart().reader).toEqual(counterReader)
    expect(till.side.tillPart().works).toEqual({ cash: true, card: true, cardReason: null })
    till.kill()
    till = openCounterTill({ folder })
    expect(till.side.readers.chosen()).toEqual(counterReader)
    till.setOnline(false)
    expect(till.side.tillPart().works).toEqual({ cash: true, card: false, cardReason: 'offline' })
  })

  test('of several, none is chosen until a person does', async () => {
    server.readers.push(second)
    expect(unwrap(await till.handlers['reader.list']({}))).toMatchObject({
      readers: [{ id: 'tmr_1' }, { id: 'tmr_2' }],
      drivers: ['server', 'sdk'],
    })
    expect(till.side.readers.chosen()).toBeNull()
    expect(unwrap(await till.handlers['reader.choose']({ readerId: 'tmr_2' })).reader).toEqual({
      id: 'tmr_2',
      label: 'Bar',
      driver: 'server',
      flow: 'process',
    })
    expect(await till.handlers['reader.choose']({ readerId: 'tmr_9' })).toMatchObject({
      error: { code: 'not_found' },
    })
    expect(till.side.readers.chosen()?.id).toBe('tmr_2')
  })

  test('without the server the list says so and nothing is chosen', async () => {
    await till.close()
    till = openCounterTill({ folder })
    expect(await till.handlers['reader.list']({})).toMatchObject({ error: { code: 'server_unreachable' } })
    expect(await till.handlers['reader.choose']({ readerId: 'tmr_1' })).toMatchObject({
      error: { code: 'server_unreachable' },
    })
  })
})

describe('the cart on the reader', () => {
  beforeEach(async () => {
    unwrap(await till.handlers['reader.choose']({ readerId: 'tmr_1' }))
  })

  test('changes in quick succession are shown once, with the total to pay', async () => {
    await till.handlers['cart.add']({ productId: 'tea', quantity: 1 })
    await till.handlers['cart.add']({ productId: 'tea', quantity: 2 })
    await till.handlers['cart.add']({ productId: 'cake', quantity: 1 })
    await expect.poll(() => displays().length).toBe(1)
    expect(displays()[0]).toMatchObject({
      currency: 'EUR',
      lines: [
        { description: 'Green tea', quantity: 3, amountMinor: 3_000 },
        { description: 'Crème brûlée small', quantity: 1, amountMinor: 499 },
      ],
      totalMinor: 3_499,
    })
  })

  test('a cleared cart clears the reader, once', async () => {
    await till.handlers['cart.add']({ productId: 'tea', quantity: 1 })
    await expect.poll(() => displays().length).toBe(1)
    await till.handlers['cart.clear']({})
    await expect.poll(() => displays().length).toBe(2)
    expect(displays()[1]?.lines).toEqual([])
    await till.handlers['cart.clear']({})
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(displays()).toHaveLength(2)
  })

  test('a reader is not asked for a card while a cart is on its way to it, and no cart is sent until the sale is over', async () => {
    server.script('display', 'slow')
    await till.handlers['cart.add']({ productId: 'tea', quantity: 1 })
    await expect.poll(() => displays().length).toBe(1)
    unwrap(await till.handlers['payment.begin']({}))
    unwrap(await till.handlers['payment.card']({ amountMinor: null }))
    await counterUntil(till, ({ phase }) => phase === 'receipt', 'a receipt')
    expect(displays()).toHaveLength(1)
    const order = server.requests.map(({ route }) => route)
    expect(order.indexOf('process')).toBeGreaterThan(order.indexOf('display'))
    await till.handlers['sale.next']({})
    await till.handlers['cart.add']({ productId: 'mug', quantity: 1 })
    await expect.poll(() => displays().length).toBe(2)
  })

  test('a reader that refuses to show anything never stops a sale', async () => {
    server.script('display', { status: 409, code: 'reader_offline' }, 'drop-before')
    await till.handlers['cart.add']({ productId: 'tea', quantity: 1 })
    await expect.poll(() => displays().length).toBe(1)
    expect(
      unwrap(await till.handlers['cart.add']({ productId: 'mug', quantity: 1 })).cart.lines,
    ).toHaveLength(2)
    await expect.poll(() => displays().length).toBe(2)
  })
})
