import { expect } from 'vitest'
import { cellsOfRow } from './matrix.ts'
import { aDay, atStripe, cardSale, disk, link, refund, saleMinor } from './shop-day.ts'

const { cell, everyCellHasATest } = cellsOfRow('refund')
const whole = `${saleMinor} succeeded`
const half = Math.floor(saleMinor / 2)

/** One refund of everything, in all three books. */
const refundedOnce = { charges: 1, refunds: [whole], attempts: ['approved'] }

cell('A', 'the server before it reserves', 'nothing is reserved; asked again it is made once', async () => {
  const day = await aDay([...cardSale(), refund(1)], [disk('server', 'refunds', 1, 'crash-before')], {
    probes: [{ atMs: 5_000, look: (world) => expect(countOf(world, 'refunds')).toBeLessThanOrEqual(1) }],
  })
  expect(day).toMatchObject(refundedOnce)
})
cell(
  'B',
  'the server after it reserved',
  'the same operation goes on, and is not reserved twice',
  async () => {
    const day = await aDay([...cardSale(), refund(1)], [disk('server', 'refunds', 1, 'crash-after')])
    expect(day).toMatchObject(refundedOnce)
    expect(day.books.stripe.refunds).toHaveLength(1)
  },
)
cell('B', 'the server after the processor made it', 'found again under its key, not made again', async () => {
  const day = await aDay([...cardSale(), refund(1)], [disk('server', 'refunds', 2, 'crash-before')])
  expect(day).toMatchObject(refundedOnce)
  expect(day.books.stripe.refunds).toHaveLength(1)
})
cell('N1', 'on its way to the processor', 'sent again, made once', async () => {
  const day = await aDay(
    [...cardSale(), refund(1)],
    [link('server-stripe', 'refund', 'refused', { count: 2 })],
  )
  expect(day).toMatchObject(refundedOnce)
})
cell('N1', 'on its way to the server', 'nothing was reserved; asked again it is made once', async () => {
  const day = await aDay([...cardSale(), refund(1)], [link('till-server', 'refund', 'drop-request')])
  expect(day).toMatchObject(refundedOnce)
})
cell('N2', "the processor's answer", 'same key, same refund', async () => {
  const day = await aDay([...cardSale(), refund(1)], [link('server-stripe', 'refund', 'drop-answer')])
  expect(day).toMatchObject(refundedOnce)
  expect(day.count(/stripe refund: 200/)).toBeGreaterThanOrEqual(2)
  expect(day.books.stripe.refunds).toHaveLength(1)
})
cell('N2', "the server's answer", 'the same key again is the same refund', async () => {
  const day = await aDay(
    [...cardSale(), refund(1), refund(1, { again: true })],
    [link('till-server', 'refund', 'drop-answer')],
  )
  expect(day).toMatchObject(refundedOnce)
})
cell('D', 'the same request in the same instant', 'one refund', async () => {
  const day = await aDay(
    [...cardSale(), refund(1, { twice: true })],
    [link('server-stripe', 'refund', 'duplicate')],
  )
  expect(day).toMatchObject(refundedOnce)
  expect(day.books.stripe.refunds).toHaveLength(1)
})
cell('D', 'two that together are more than was paid', 'one of them, never both', async () => {
  const day = await aDay([...cardSale(), refund(0.6, { rival: true })], [])
  expect(day.refunds).toEqual([`${Math.floor(saleMinor * 0.6)} succeeded`])
})
cell('D', 'two equal parts', 'two refunds, told apart by their keys', async () => {
  const day = await aDay([...cardSale(), refund(0.5, { rival: true })], [])
  expect(day.refunds).toEqual([`${half} succeeded`, `${half} succeeded`])
  expect(day.books.stripe.refunds).toHaveLength(2)
})
cell(
  'O',
  'it fails at the bank after it succeeded',
  'the reserve is free again, and another one is made',
  async () => {
    const day = await aDay([...cardSale('refund_fails'), refund(1), refund(1, { afterMs: 12_000 })], [])
    expect(day.refunds.filter((one) => one === `${saleMinor} failed`).length).toBeGreaterThanOrEqual(1)
    expect(day.refunds).toHaveLength(2)
  },
)
cell('O', 'its webhooks before its own answer', 'one refund, as the processor has it', async () => {
  const day = await aDay(
    [...cardSale(), refund(1)],
    [
      link('server-stripe', 'refund', 'late-answer', { ms: 3_000 }),
      link('webhook', '*', 'duplicate', { count: 20 }),
    ],
  )
  expect(day).toMatchObject(refundedOnce)
})
cell('E', '429 until nobody waits any more', 'the reserve is held, and it is made later', async () => {
  const day = await aDay([...cardSale(), refund(1)], [atStripe('refund', 'rate_limit', 'before', 5)], {
    probes: [
      {
        atMs: 8_000,
        // Held while it is not known: nobody else may have the money.
        look: (world) => expect(stateOf(world)).not.toBe('failed'),
      },
    ],
  })
  expect(day).toMatchObject(refundedOnce)
})
cell('E', 'a stored 500 after it was done', 'found in the list of the payment', async () => {
  const day = await aDay([...cardSale(), refund(1)], [atStripe('refund', 'error_500', 'after')])
  expect(day).toMatchObject(refundedOnce)
  expect(day.books.stripe.refunds).toHaveLength(1)
})
cell('F', 'the server cannot reserve', 'not started', async () => {
  const day = await aDay([...cardSale(), refund(1)], [disk('server', 'refunds', 1, 'full')])
  expect(day).toMatchObject(refundedOnce)
  expect(day.count(/till-1 refund: 507/)).toBe(1)
})
cell('F', 'the server cannot record that it was made', 'read back, made once', async () => {
  const day = await aDay([...cardSale(), refund(1)], [disk('server', 'refunds', 2, 'io-lost')])
  expect(day).toMatchObject(refundedOnce)
  expect(day.books.stripe.refunds).toHaveLength(1)
})
cell('T', "the till's clock", 'changes nothing: the server decides', async () => {
  const day = await aDay(
    [...cardSale(), refund(1)],
    [{ kind: 'clock', process: 'till-1', fromMs: 1_000, byMs: -3 * 3_600_000 }],
  )
  expect(day).toMatchObject(refundedOnce)
})
cell('R', 'the reader is off', 'a refund of a payment needs none', async () => {
  const day = await aDay(
    [...cardSale(), refund(1)],
    [{ kind: 'reader', till: 0, fromMs: 2_500, what: 'unplug' }],
  )
  expect(day).toMatchObject(refundedOnce)
})
cell(
  'P',
  'everything at once, after it was reserved',
  'the reserve survives, and it is made once',
  async () => {
    const day = await aDay(
      [...cardSale(), refund(1)],
      [
        disk('server', 'refunds', 1, 'crash-after', 6_000),
        { kind: 'kill', process: 'till-1', table: 'attempts', nth: 3, afterMs: 1_500, downMs: 8_000 },
      ],
    )
    expect(day).toMatchObject(refundedOnce)
    expect(day.books.stripe.refunds).toHaveLength(1)
  },
)

everyCellHasATest()

type World = Parameters<NonNullable<NonNullable<Parameters<typeof aDay>[2]>['probes']>[number]['look']>[0]

const countOf = (world: World, table: 'refunds'): number =>
  Number(world.serverDisk.database.prepare(`SELECT count(*) FROM ${table}`).pluck().get())

const stateOf = (world: World): string | undefined =>
  world.serverDisk.database.prepare<[], { state: string }>('SELECT state FROM refunds').get()?.state
