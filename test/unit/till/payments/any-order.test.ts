import fc from 'fast-check'
import { expect, test } from 'vitest'
import { remainingMinor } from '../../../../domain/sale/tendering.ts'
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
import { type Mishap, StandInServer } from './stand-in-server.ts'

const mishaps: readonly Mishap[] = [
  'drop-before',
  'drop-after',
  'hang-after',
  'slow',
  { status: 500, code: 'internal' },
  { status: 409, code: 'reader_busy' },
  { status: 503, code: 'processor_unavailable' },
]

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('card' as const),
      amountMinor: fc.option(fc.integer({ min: 1, max: 1_600 })),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('cash' as const),
      amountMinor: fc.option(fc.integer({ min: 1, max: 1_600 })),
    }),
  },
  fc.record({ do: fc.constant('return-cash' as const), tenderNo: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ do: fc.constant('cancel' as const) }),
  fc.record({ do: fc.constant('check' as const) }),
  fc.record({ do: fc.constant('back' as const) }),
  fc.record({ do: fc.constant('begin' as const) }),
  fc.record({ do: fc.constant('park' as const) }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('plug' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 40 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('mishap' as const),
      route: fc.constantFrom('create', 'process', 'look', 'cancel' as const),
      mishap: fc.constantFrom(...mishaps),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('customer' as const),
      customer: fc.constantFrom('approves', 'declines', 'waits' as const),
    }),
  },
  fc.record({
    do: fc.constant('reader' as const),
    status: fc.constantFrom('waiting', 'offline', 'replaced' as const),
  }),
)

test('whatever is pressed, lost, unplugged and restarted, in any order: what was taken is what is journalled, once', {
  timeout: 240_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 18 }), async (steps) => {
      const folder = newFolder()
      const server = await new StandInServer().listen()
      const open = () => openCounterTill({ folder, serverUrl: server.url })
      let till: CounterTill = open()
      try {
        applyChanges(till, basicChanges)
        unwrap(await till.handlers['reader.choose']({ readerId: 'tmr_1' }))
        unwrap(await till.handlers['cart.add']({ productId: 'mug', quantity: 1 }))
        unwrap(await till.handlers['payment.begin']({}))
        for (const next of steps) {
          if (next.do === 'plug') {
            till.kill()
            till = open()
            till.side.start()
          } else await press(till, server, next)
          await expectHonest(till)
        }
        await expectPeace(till, server)
      } finally {
        till.kill()
        await server.close()
        removeFolder(folder)
      }
    }),
    { numRuns: 60 },
  )
})

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

async function press(till: CounterTill, server: StandInServer, next: Step): Promise<void> {
  const { handlers } = till
  switch (next.do) {
    case 'card':
      await handlers['payment.card']({ amountMinor: next.amountMinor })
      return
    case 'cash':
      await handlers['payment.cash']({ amountMinor: next.amountMinor, givenMinor: 2_000 })
      return
    case 'return-cash':
      await handlers['payment.returnCash']({ tenderNo: next.tenderNo })
      return
    case 'cancel':
      await handlers['payment.cancelCard']({})
      return
    case 'check':
      await handlers['payment.checkCard']({})
      return
    case 'back':
      await handlers['payment.back']({})
      return
    case 'begin':
      await handlers['payment.begin']({})
      return
    case 'park':
      await handlers['sale.park']({ note: null })
      return
    case 'wait':
      await new Promise((resolve) => setTimeout(resolve, next.ms))
      return
    case 'mishap':
      server.script(next.route, next.mishap)
      return
    case 'customer':
      server.customer = next.customer
      return
    case 'reader':
      server.readerStatus = next.status
      return
    case 'plug':
      return
  }
}

/** At every moment: what the screen says is covered is covered by tenders, and only a covered sale is a receipt. */
async function expectHonest(till: CounterTill): Promise<void> {
  const view = unwrap(await till.handlers['counter.get']({}))
  if (view.phase === 'receipt') expect(remainingMinor(view.totals, view.receipt?.tenders ?? [])).toBe(0)
  if (view.paying !== null)
    expect(view.paying.remainingMinor).toBe(remainingMinor(view.totals, view.paying.tenders))
}

/** Once the faults stop: nothing is open, nothing was taken twice or forgotten, and the journal tells the same as the processor. */
async function expectPeace(till: CounterTill, server: StandInServer): Promise<void> {
  server.forgetScripts()
  server.readerStatus = 'waiting'
  if (server.customer === 'waits') server.customer = 'approves'
  till.side.start()
  const openAttempts = () =>
    till.store.db
      .prepare<{ n: number }>(
        "SELECT COUNT(*) AS n FROM attempts WHERE state IN ('created', 'sent', 'unknown')",
      )
      .get()?.n
  await expect.poll(openAttempts, { timeout: 20_000, interval: 10 }).toBe(0)
  await counterUntil(
    till,
    (view) =>
      !['starting', 'waiting', 'processing', 'cancelling', 'unknown'].includes(
        view.paying?.card?.state ?? '',
      ),
    'at rest',
  )
  const operations = till.operations()
  const approvedMinor = operations.reduce(
    (total, { kind, body }) => (kind === 'payment.approved' ? total + body.amountMinor : total),
    0,
  )
  expect(server.capturedMinor()).toBe(approvedMinor)
  expect(server.violations).toEqual([])
  expect(server.alive()).toBe(0)
  const completed = operations.filter(({ kind }) => kind === 'sale.completed')
  expect(completed.length).toBeLessThanOrEqual(1)
  expect(unwrap(till.journal.rebuild())).toEqual([])
  unwrap(till.journal.verify())
}
