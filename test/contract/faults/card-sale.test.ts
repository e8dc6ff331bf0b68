import { expect } from 'vitest'
import { cellsOfRow } from './matrix.ts'
import { aDay, atStripe, cardSale, chargedOnce, disk, link, nothingCharged, pay } from './shop-day.ts'

const { cell, everyCellHasATest } = cellsOfRow('card sale')
const hour = 3_600_000

cell('A', 'the till before it journals the wish', 'nothing was asked of anybody', async () => {
  const day = await aDay(cardSale(), [disk('till-1', 'attempts', 1, 'crash-before')])
  expect(day).toMatchObject({ ...nothingCharged, intents: [], attempts: [] })
})
cell('A', 'the server before it records the payment', 'nothing comes alive, the attempt ends', async () => {
  const day = await aDay(cardSale(), [disk('server', 'payments', 1, 'crash-before')])
  expect(day).toMatchObject(nothingCharged)
  expect(day.attempts).toEqual(['voided'])
  expect(day.intents.every((status) => status === 'canceled')).toBe(true)
})
cell(
  'A',
  'the server before it records the intent',
  'the intent is found by its key and cancelled',
  async () => {
    const day = await aDay(cardSale(), [disk('server', 'payments', 3, 'crash-before')])
    expect(day).toMatchObject({ ...nothingCharged, intents: ['canceled'], attempts: ['voided'] })
  },
)
cell('A', 'the till before it journals the intent', 'the unpresented intent is cancelled', async () => {
  const day = await aDay(cardSale(), [disk('till-1', 'attempts', 2, 'crash-before')])
  expect(day).toMatchObject({ ...nothingCharged, intents: ['canceled'], attempts: ['voided'] })
})

cell(
  'B',
  'the till after it journalled the intent',
  'the intent is read back and ended, none is made',
  async () => {
    const day = await aDay(cardSale(), [disk('till-1', 'attempts', 2, 'crash-after')])
    expect(day.intents).toHaveLength(1)
    expect(day.attempts).toHaveLength(1)
    expect(day.count(/stripe create: 200/)).toBe(1)
  },
)
cell('B', 'the till while the card is charged', 'the charge is found and completes the sale', async () => {
  const day = await aDay(cardSale('visa', 600), [
    { kind: 'kill', process: 'till-1', table: 'attempts', nth: 2, afterMs: 400, downMs: 5_000 },
  ])
  expect(day).toMatchObject(chargedOnce)
})
cell('B', 'the server after it recorded the approval', 'the till asks again and is told', async () => {
  const day = await aDay(cardSale(), [
    { kind: 'kill', process: 'server', table: 'payments', nth: 5, afterMs: 0, downMs: 3_000 },
  ])
  expect(day).toMatchObject(chargedOnce)
})
cell(
  'B',
  'the till after it journalled the outcome',
  'the sale stands complete and is not charged again',
  async () => {
    const day = await aDay(cardSale(), [disk('till-1', 'attempts', 3, 'crash-after')])
    expect(day).toMatchObject(chargedOnce)
    expect(day.count(/till-1: boots/)).toBe(2)
  },
)

cell('N1', 'the creation on its way to the processor', 'sent again under the same key', async () => {
  const day = await aDay(cardSale(), [link('server-stripe', 'create', 'refused')])
  expect(day).toMatchObject(chargedOnce)
  expect(day.count(/stripe create: 200/)).toBe(1)
})
cell('N1', 'the creation on its way to the server', 'never a second intent', async () => {
  const day = await aDay(cardSale(), [link('till-server', 'create', 'drop-request')])
  expect(day.attempts).toHaveLength(1)
  expect(day.intents.length).toBeLessThanOrEqual(1)
})
cell('N1', 'the command to the reader', 'the same intent is charged or cancelled, once', async () => {
  const day = await aDay(cardSale(), [link('till-server', 'process', 'drop-request')])
  expect(day.intents).toHaveLength(1)
  expect(day.attempts).toHaveLength(1)
})

cell('N2', "the processor's answer to the creation", 'same key, same intent', async () => {
  const day = await aDay(cardSale(), [link('server-stripe', 'create', 'drop-answer')])
  expect(day).toMatchObject(chargedOnce)
  expect(day.count(/stripe create: 200/)).toBe(2)
})
cell('N2', "the server's answer to the creation", 'same key, same intent', async () => {
  const day = await aDay(cardSale(), [link('till-server', 'create', 'drop-answer')])
  expect(day.intents).toHaveLength(1)
  expect(day.attempts).toHaveLength(1)
})
cell(
  'N2',
  'the answer to the command to the reader',
  'unknown until it is read back, then what the card did',
  async () => {
    const day = await aDay(cardSale(), [link('till-server', 'process', 'hang')])
    expect(day).toMatchObject(chargedOnce)
    expect(day.count(/FOUND/)).toBe(0)
  },
)
cell('N2', 'the answer to a cancellation', 'cancelled once, and said only when it is', async () => {
  const steps = [
    pay.ring,
    pay.begin,
    pay.customer('visa', null),
    pay.card,
    pay.cancel(1_500),
    pay.wait,
    pay.next,
  ]
  const day = await aDay(steps, [link('server-stripe', 'cancel', 'drop-answer')])
  expect(day).toMatchObject({ ...nothingCharged, intents: ['canceled'], attempts: ['voided'] })
})

cell('D', 'the button', 'one intent', async () => {
  const steps = [pay.ring, pay.begin, pay.customer('visa', 500), pay.cardTwice, pay.wait, pay.next]
  expect(await aDay(steps, [])).toMatchObject(chargedOnce)
})
cell('D', 'the requests to server and processor', 'one intent, one charge', async () => {
  const day = await aDay(cardSale(), [
    link('till-server', 'create', 'duplicate'),
    link('server-stripe', 'create', 'duplicate'),
    link('server-stripe', 'process', 'duplicate'),
  ])
  expect(day).toMatchObject(chargedOnce)
})

cell('O', 'the webhook before the answer that names the intent', 'merged by its key', async () => {
  const day = await aDay(cardSale(), [link('server-stripe', 'create', 'late-answer', { ms: 2_000 })])
  expect(day).toMatchObject(chargedOnce)
  const [webhook, known] = [/webhook payment_intent.created: 200/, /till-1 create: 200 created/].map(
    (pattern) => day.trace.findIndex((line) => pattern.test(line)),
  )
  expect(webhook).toBeLessThan(known ?? 0)
})
cell('O', 'the webhook of the charge before anybody looked', 'the outcome is the same', async () => {
  const day = await aDay(cardSale('visa', 300), [
    link('till-server', 'look', 'late', { ms: 4_000, count: 2 }),
    link('webhook', 'payment_intent.created', 'late', { ms: 3_000 }),
  ])
  expect(day).toMatchObject(chargedOnce)
})

cell('E', '429 at the creation', 'same key, later', async () => {
  const day = await aDay(cardSale(), [atStripe('create', 'rate_limit', 'before', 2)])
  expect(day).toMatchObject(chargedOnce)
})
cell(
  'E',
  'a stored 500 after the creation was done',
  'found in the list, never under another key',
  async () => {
    const day = await aDay(cardSale(), [atStripe('create', 'error_500', 'after')])
    expect(day.intents).toHaveLength(1)
    expect(day.count(/stripe list: 200/)).toBeGreaterThan(0)
  },
)
cell('E', '502 of something in between after the command was done', 'read back', async () => {
  const day = await aDay(cardSale(), [link('server-stripe', 'process', 'error-after')])
  expect(day).toMatchObject(chargedOnce)
})
cell('E', 'the reader timed out, and had it', 'read back from reader and intent', async () => {
  const day = await aDay(cardSale(), [atStripe('process', 'reader_timeout', 'after')])
  expect(day).toMatchObject(chargedOnce)
})

cell('F', 'the till cannot journal the wish', 'no reader is started', async () => {
  const day = await aDay(cardSale(), [disk('till-1', 'attempts', 1, 'full')])
  expect(day).toMatchObject({ ...nothingCharged, intents: [], attempts: [] })
})
cell('F', 'the till cannot journal the outcome', 'held as unknown, resolved when there is room', async () => {
  const day = await aDay(cardSale(), [disk('till-1', 'attempts', 3, 'full')])
  expect(day).toMatchObject(chargedOnce)
})
cell(
  'F',
  'an I/O error at the outcome, which is on the disk all the same',
  'looked up, and not taken twice',
  async () => {
    const day = await aDay(cardSale(), [disk('till-1', 'attempts', 3, 'io-landed')])
    expect(day).toMatchObject(chargedOnce)
  },
)
cell('F', 'the server cannot record the payment', 'nothing is asked of the processor', async () => {
  const day = await aDay(cardSale(), [disk('server', 'payments', 1, 'full')])
  expect(day).toMatchObject(nothingCharged)
})

cell('T', 'the till by two hours, while the reader waits', 'deadlines are not moved', async () => {
  const day = await aDay(cardSale('visa', 3_000), [
    { kind: 'clock', process: 'till-1', fromMs: 1_500, byMs: 2 * hour },
  ])
  expect(day).toMatchObject(chargedOnce)
})
cell(
  'T',
  'a creation that is 25 hours old and was never answered',
  'looked up, and never sent again',
  async () => {
    const day = await aDay(
      [...cardSale(), pay.check(60_000)],
      [
        link('server-stripe', 'create', 'drop-answer', { count: 3 }),
        { kind: 'outage', link: 'server-stripe', fromMs: 700, forMs: 24_000 },
        { kind: 'clock', process: 'server', fromMs: 20_000, byMs: 25 * hour },
      ],
      { firesAtLeast: 1 },
    )
    expect(day).toMatchObject({ ...nothingCharged, intents: ['canceled'], attempts: ['voided'] })
    const times = (what: RegExp): readonly number[] =>
      day.trace.flatMap((line) => (what.test(line) ? [Number(line.slice(0, 9))] : []))
    expect(Math.max(...times(/stripe create/))).toBeLessThan(20)
    expect(Math.min(...times(/stripe list: 200/).filter((second) => second > 20))).toBeLessThan(60)
  },
)

cell('R', 'before the card', 'the intent is ended, and the next one only after it', async () => {
  const day = await aDay(
    [pay.ring, pay.begin, pay.customer('visa', null), pay.card, pay.cancel(6_000), pay.wait, pay.next],
    [
      { kind: 'reader', till: 0, fromMs: 1_200, what: 'unplug' },
      { kind: 'reader', till: 0, fromMs: 20_000, what: 'plug_in' },
    ],
  )
  expect(day.charges).toBeLessThanOrEqual(1)
  expect(day.attempts.filter((state) => state === 'approved')).toHaveLength(day.charges)
})
cell('R', 'in the instant of the bank’s answer', 'the charge is found without the reader', async () => {
  const day = await aDay(cardSale('visa', 900), [{ kind: 'reader', till: 0, fromMs: 100, what: 'vanish' }])
  expect(day).toMatchObject(chargedOnce)
})
cell('R', 'taken by another program', 'the intent is cancelled, no card is charged behind it', async () => {
  const day = await aDay(cardSale('visa', null), [{ kind: 'reader', till: 0, fromMs: 1_500, what: 'taken' }])
  expect(day.charges).toBe(day.attempts.filter((state) => state === 'approved').length)
})

cell(
  'P',
  'everything at once, after the intent was journalled',
  'the intent is there, so it is recoverable',
  async () => {
    const day = await aDay(cardSale('visa', 400), [
      disk('till-1', 'attempts', 2, 'crash-after', 8_000),
      { kind: 'kill', process: 'server', table: 'payments', nth: 3, afterMs: 15, downMs: 6_000 },
    ])
    expect(day.intents).toHaveLength(1)
    expect(day.attempts).toHaveLength(1)
  },
)
cell('P', 'everything at once, while the card is charged', 'charged once, and completed', async () => {
  const day = await aDay(cardSale('visa', 600), [
    { kind: 'kill', process: 'till-1', table: 'attempts', nth: 2, afterMs: 500, downMs: 9_000 },
    { kind: 'kill', process: 'server', table: 'payments', nth: 4, afterMs: 450, downMs: 7_000 },
  ])
  expect(day).toMatchObject(chargedOnce)
})

everyCellHasATest()
