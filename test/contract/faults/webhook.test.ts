import { expect } from 'vitest'
import type { PaymentWorld } from '../../simulation/payments/world/world.ts'
import { cellsOfRow } from './matrix.ts'
import { aDay, cardSale, chargedOnce, disk, link } from './shop-day.ts'

const { cell, everyCellHasATest } = cellsOfRow('webhook')

/** The till dies once the reader waits and comes back late, so that nobody but a webhook tells the server what the card did. */
const tillAway = {
  kind: 'kill',
  process: 'till-1',
  table: 'attempts',
  nth: 2,
  afterMs: 300,
  downMs: 45_000,
} as const
/** Long after the card, long before the till. */
const meanwhileMs = 40_000

const serverKnows = (state: string) => ({
  atMs: meanwhileMs,
  look: (world: PaymentWorld) => {
    const row = world.serverDisk.database.prepare<[], { state: string }>('SELECT state FROM payments').get()
    expect(row?.state, world.trace.lines().join('\n')).toBe(state)
  },
})

cell(
  'A',
  'the server before the event is durable',
  'not answered with 2xx, so it is sent again',
  async () => {
    const day = await aDay(cardSale(), [tillAway, disk('server', 'webhook_events', 3, 'crash-before')], {
      probes: [serverKnows('approved')],
    })
    expect(day).toMatchObject(chargedOnce)
  },
)
cell('B', 'the server after the event is durable', 'it is dealt with after the restart', async () => {
  const day = await aDay(cardSale(), [tillAway, disk('server', 'webhook_events', 3, 'crash-after')], {
    probes: [serverKnows('approved')],
  })
  expect(day).toMatchObject(chargedOnce)
})
cell('N1', 'the first two of each', 'sent again until it arrives', async () => {
  const day = await aDay(cardSale(), [tillAway, link('webhook', '*', 'drop-request', { count: 6 })], {
    probes: [serverKnows('approved')],
  })
  expect(day).toMatchObject(chargedOnce)
})
cell('N1', 'all of them', 'the till, the janitor and the catch-up find out without them', async () => {
  const day = await aDay(cardSale(), [link('webhook', '*', 'refused', { count: 500 })])
  expect(day).toMatchObject(chargedOnce)
})
cell('N2', 'our 2xx', 'the second copy changes nothing', async () => {
  const day = await aDay(cardSale(), [tillAway, link('webhook', '*', 'drop-answer', { count: 5 })], {
    probes: [serverKnows('approved')],
  })
  expect(day).toMatchObject(chargedOnce)
})
cell('D', 'every event', 'each is taken once', async () => {
  const day = await aDay(cardSale(), [tillAway, link('webhook', '*', 'duplicate', { count: 50 })], {
    probes: [serverKnows('approved')],
    firesAtLeast: 3,
  })
  expect(day).toMatchObject(chargedOnce)
})
cell('O', 'the first event last', 'the same end: the object is read back', async () => {
  const day = await aDay(
    cardSale(),
    [tillAway, link('webhook', 'payment_intent.created', 'late', { ms: 9_000 })],
    { probes: [serverKnows('approved')] },
  )
  expect(day).toMatchObject(chargedOnce)
})
cell('O', 'the charge before the creation is answered', 'parked by its key, then merged', async () => {
  const day = await aDay(cardSale('visa', 200), [
    link('server-stripe', 'process', 'late-answer', { ms: 5_000 }),
    link('webhook', 'payment_intent.created', 'late', { ms: 4_000 }),
  ])
  expect(day).toMatchObject(chargedOnce)
})
cell(
  'E',
  'the processor answers 429 when the object is read',
  'it stays undone and is done later',
  async () => {
    const day = await aDay(
      cardSale(),
      [
        tillAway,
        { kind: 'stripe', op: 'retrieve', nth: 1, count: 12, fault: { kind: 'rate_limit', when: 'before' } },
      ],
      { probes: [serverKnows('approved')], firesAtLeast: 2 },
    )
    expect(day).toMatchObject(chargedOnce)
  },
)
cell('E', 'something before our server answers 502', 'sent again', async () => {
  const day = await aDay(cardSale(), [tillAway, link('webhook', '*', 'error-before', { count: 6 })], {
    probes: [serverKnows('approved')],
  })
  expect(day).toMatchObject(chargedOnce)
})
cell('F', 'the inbox cannot be written', 'answered with an error and not with 2xx', async () => {
  const day = await aDay(cardSale(), [tillAway, disk('server', 'webhook_events', 3, 'full')], {
    probes: [serverKnows('approved')],
  })
  expect(day).toMatchObject(chargedOnce)
  expect(day.count(/webhook [a-z_.]+: 5\d\d/)).toBeGreaterThan(0)
})
cell(
  'F',
  'an I/O error at the inbox, which was written all the same',
  'the second copy changes nothing',
  async () => {
    const day = await aDay(cardSale(), [tillAway, disk('server', 'webhook_events', 3, 'io-landed')], {
      probes: [serverKnows('approved')],
    })
    expect(day).toMatchObject(chargedOnce)
  },
)
cell(
  'T',
  "the server's clock is an hour ahead",
  'nothing is believed unsigned; the books agree all the same',
  async () => {
    const day = await aDay(cardSale(), [{ kind: 'clock', process: 'server', fromMs: 400, byMs: 3_600_000 }])
    expect(day).toMatchObject(chargedOnce)
    expect(day.count(/webhook [a-z_.]+: 400/)).toBeGreaterThan(0)
  },
)
cell('P', 'everything at once, right after a 2xx', 'what was answered for is there', async () => {
  const day = await aDay(cardSale('visa', 600), [
    { kind: 'kill', process: 'server', table: 'webhook_events', nth: 3, afterMs: 2, downMs: 6_000 },
    { kind: 'kill', process: 'till-1', table: 'attempts', nth: 2, afterMs: 500, downMs: 7_000 },
  ])
  expect(day).toMatchObject(chargedOnce)
})

everyCellHasATest()
