import { afterEach, beforeEach, expect, test } from 'vitest'
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
let till: CounterTill
let full: string | null
beforeEach(async () => {
  folder = newFolder()
  full = null
  server = await new StandInServer().listen()
  till = openCounterTill({ folder, serverUrl: server.url, diskFull: (kind) => kind === full })
  applyChanges(till, basicChanges)
  unwrap(await till.handlers['reader.choose']({ readerId: 'tmr_1' }))
  unwrap(await till.handlers['cart.add']({ productId: 'tea', quantity: 1 }))
  unwrap(await till.handlers['payment.begin']({}))
})
afterEach(async () => {
  expect(server.violations).toEqual([])
  expect(unwrap(till.journal.rebuild())).toEqual([])
  await till.close()
  await server.close()
  removeFolder(folder)
})

const card = () => till.handlers['payment.card']({ amountMinor: null })
const counter = async () => unwrap(await till.handlers['counter.get']({}))

test('a full disk refuses the card before anything is asked of the server', async () => {
  full = 'payment.intended'
  const before = await counter()
  expect(await card()).toMatchObject({ error: { code: 'storage_full' } })
  expect(server.requests.filter(({ route }) => route !== 'readers' && route !== 'display')).toEqual([])
  expect(await counter()).toEqual(before)
})

test('a full disk before the intent is journalled: no reader is asked, and the intent is cancelled', async () => {
  full = 'payment.created'
  unwrap(await card())
  await expect.poll(() => [...server.payments.values()].map(({ state }) => state)).toEqual(['voided'])
  full = null
  const over = await counterUntil(till, (view) => view.paying?.card?.state === 'failed', 'failed')
  expect(over.paying?.card?.errorCode).toBe('storage_full')
  expect(server.asked('process')).toBe(0)
})

test('a full disk when the card was approved: shown as unknown, never as paid, and completed once there is room', async () => {
  full = 'payment.approved'
  unwrap(await card())
  await expect.poll(() => server.capturedMinor()).toBe(1_000)
  const held = await counterUntil(till, (view) => view.paying?.card?.state === 'unknown', 'unknown')
  expect(held.phase).toBe('paying')
  expect(held.paying?.card?.waitsFor).toBe('till-disk')
  expect(await card()).toMatchObject({ ok: false })
  expect(await till.handlers['payment.cash']({ amountMinor: null, givenMinor: 1_000 })).toMatchObject({
    ok: false,
  })
  full = null
  await counterUntil(till, ({ phase }) => phase === 'receipt', 'a receipt')
  expect(server.payments.size).toBe(1)
})

test('a full disk when cash is taken: nothing is taken and the sale is still to be paid', async () => {
  full = 'sale.completed'
  expect(await till.handlers['payment.cash']({ amountMinor: null, givenMinor: 1_000 })).toMatchObject({
    error: { code: 'storage_full' },
  })
  expect(await counter()).toMatchObject({ phase: 'paying', paying: { tenders: [], remainingMinor: 1_000 } })
  full = null
  expect(
    unwrap(await till.handlers['payment.cash']({ amountMinor: null, givenMinor: 1_000 })).receipt?.receiptNo,
  ).toBe('R1-000001')
})
