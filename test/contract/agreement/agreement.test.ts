import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compare, type ThreeRecords } from '../../support/agreement/compare.ts'
import { agreement, readAllThree } from '../../support/agreement.ts'
import { atReader } from '../../support/practice-reader.ts'
import { openPracticeShop, type PracticeShop, secretKey } from '../../support/practice-shop.ts'
import { openReadyTill } from '../../support/ready-till.ts'
import type { TillBridge } from '../../support/till-bridge.ts'

// The check that every end-to-end test ends with: that it finds agreement where there is, and each kind of disagreement where there is not.

let shop: PracticeShop
let records: ThreeRecords

beforeAll(async () => {
  shop = await openPracticeShop()
  const till = await openReadyTill(shop)
  await atReader(shop, 'auto_present', { after_ms: 0 })
  const payByCard = async (amountMinor: number | null): Promise<void> => {
    const tendersBefore = (await till.must('counter.get', {})).paying?.tenders.length ?? 0
    const ended = till.until(
      'counter',
      ({ phase, paying }) => phase === 'receipt' || (paying?.tenders.length ?? 0) > tendersBefore,
    )
    await till.must('payment.card', { amountMinor })
    await ended
  }
  await charge(till)
  await payByCard(null)
  await till.must('sale.next', {})
  await charge(till)
  await till.must('payment.cash', { amountMinor: null, givenMinor: 10_000 })
  await till.must('sale.next', {})
  await charge(till)
  await till.must('payment.cash', { amountMinor: 200, givenMinor: 200 })
  await payByCard(null)
  till.close()
  expect(await agreement(shop)).toEqual([])
  records = await readAllThree(shop)
}, 120_000)
afterAll(() => shop?.close())

async function charge(till: TillBridge): Promise<void> {
  const { products } = await till.must('catalogue.products', { categoryId: null, offset: 0, limit: 5 })
  for (const { id } of products) await till.must('cart.add', { productId: id, quantity: 1 })
  await till.must('payment.begin', {})
}

test('the records that are compared hold a card sale, a cash sale and a split', () => {
  expect(records.server.sales.map(({ tenders }) => tenders.map(({ kind }) => kind).join('+')).sort()).toEqual(
    ['card', 'cash', 'cash+card'],
  )
  expect(records.stripe.charges).toHaveLength(2)
})

const [first, second] = [0, 1]
const tampered: Readonly<Record<string, (records: ThreeRecords) => ThreeRecords>> = {
  'an operation is changed in the journal': ({ till, ...rest }) => ({
    ...rest,
    till: {
      ...till,
      journal: till.journal.map((row) =>
        row.text.includes('"cash.taken"')
          ? { ...row, text: row.text.replace('"givenMinor":10000', '"givenMinor":9000') }
          : row,
      ),
    },
  }),
  'an operation is missing from the journal': ({ till, ...rest }) => ({
    ...rest,
    till: { ...till, journal: till.journal.filter(({ seq }) => seq !== 3) },
  }),
  'an operation still waits': ({ till, ...rest }) => ({
    ...rest,
    till: { ...till, outbox: [{ seq: till.journal.length, state: 'pending', reason: null }] },
  }),
  'the server lacks the last operation': ({ server, ...rest }) => ({
    ...rest,
    server: { ...server, operations: server.operations.slice(0, -1) },
  }),
  'the server keeps another text': ({ server, ...rest }) => ({
    ...rest,
    server: {
      ...server,
      operations: server.operations.map((row, index) =>
        index === second ? { ...row, text: `${row.text} ` } : row,
      ),
    },
  }),
  'something waits for a person': ({ server, ...rest }) => ({
    ...rest,
    server: { ...server, exceptionCount: 1 },
  }),
  'a payment is missing at the server': ({ server, ...rest }) => ({
    ...rest,
    server: { ...server, payments: server.payments.slice(1) },
  }),
  'the server knows a payment that no till asked for': ({ server, ...rest }) => ({
    ...rest,
    server: {
      ...server,
      payments: [
        ...server.payments,
        ...server.payments.slice(0, 1).map((payment) => ({ ...payment, key: 'pay-other' })),
      ],
    },
  }),
  'the server calls an approved payment declined': ({ server, ...rest }) => ({
    ...rest,
    server: {
      ...server,
      payments: server.payments.map((payment, index) =>
        index === first ? { ...payment, state: 'declined' } : payment,
      ),
    },
  }),
  'a sale is missing in the back office': ({ server, ...rest }) => ({
    ...rest,
    server: { ...server, sales: server.sales.slice(1) },
  }),
  'the back office tells other cash': ({ server, ...rest }) => ({
    ...rest,
    server: {
      ...server,
      sales: server.sales.map((detail) => ({
        ...detail,
        tenders: detail.tenders.map((row) =>
          row.kind === 'cash' ? { ...row, givenMinor: row.givenMinor + 5 } : row,
        ),
      })),
    },
  }),
  'Stripe lost an intent': ({ stripe, ...rest }) => ({
    ...rest,
    stripe: { ...stripe, intents: stripe.intents.slice(1) },
  }),
  'a tender has a second live intent': ({ stripe, ...rest }) => ({
    ...rest,
    stripe: {
      ...stripe,
      intents: [
        ...stripe.intents,
        ...stripe.intents.slice(0, 1).map((intent) => ({
          ...intent,
          id: 'pi_second',
          status: 'requires_payment_method',
          amount_received: 0,
        })),
      ],
    },
  }),
  'a card was charged twice': ({ stripe, ...rest }) => ({
    ...rest,
    stripe: { ...stripe, charges: [...stripe.charges, ...stripe.charges.slice(0, 1)] },
  }),
  'money was given back behind our back': ({ stripe, ...rest }) => ({
    ...rest,
    stripe: {
      ...stripe,
      refunds: [
        { id: 're_1', payment_intent: stripe.intents[first]?.id ?? null, amount: 1, status: 'succeeded' },
      ],
    },
  }),
}

test.each(Object.keys(tampered))('disagreement is found when %s', (name) => {
  expect(compare(records)).toEqual([])
  expect(compare(tampered[name]?.(records) ?? records)).not.toEqual([])
})

test('a charge made directly at Stripe is found by reading the real three again', async () => {
  const response = await fetch(`${shop.sandbox.url}/v1/payment_intents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'amount=500&currency=eur&payment_method=pm_card_visa&allowed_payment_method_types[]=card&confirm=true',
  })
  const intent = (await response.json()) as { id: string; status: string }
  expect(intent.status).toBe('succeeded')
  expect(await agreement(shop)).toEqual([
    `stripe: the succeeded intent ${intent.id} belongs to no payment of the server`,
    'stripe: ? tender ? has 1 intents that are not cancelled instead of 0',
    'sale ?: by card 0 at the till, 0 at the server, 500 at Stripe',
  ])
})

test('a row deleted from the server is found by reading the real three again', async () => {
  const before = await agreement(shop)
  const [payment] = (await readAllThree(shop)).server.payments
  await shop.server.end()
  const db = new Database(join(shop.folder, 'server', 'server.sqlite'), { fileMustExist: true })
  expect(db.prepare('DELETE FROM payments WHERE key = ?').run(payment?.key).changes).toBe(1)
  db.close()
  await shop.restart('server')
  const after = await agreement(shop)
  expect(after).toContain(`server: the approved attempt ${payment?.key} of the till is not there`)
  expect(after.length).toBeGreaterThan(before.length)
})
