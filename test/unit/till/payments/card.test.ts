import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CounterView } from '../../../../domain/protocol/views.ts'
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
import { type Mishap, type Route, StandInServer } from './stand-in-server.ts'

let folder: string
let server: StandInServer
let till: CounterTill
beforeEach(async () => {
  folder = newFolder()
  server = await new StandInServer().listen()
  till = openCounterTill({ folder, serverUrl: server.url })
  applyChanges(till, basicChanges)
  till.side.start()
  await expect.poll(() => till.side.readers.chosen()).toMatchObject({ id: 'tmr_1', label: 'Counter' })
})
afterEach(async () => {
  expect(server.violations).toEqual([])
  expect(unwrap(till.journal.rebuild())).toEqual([])
  await till.close()
  await server.close()
  removeFolder(folder)
})

const charge = async (...productIds: string[]): Promise<CounterView> => {
  for (const productId of productIds) unwrap(await till.handlers['cart.add']({ productId, quantity: 1 }))
  return unwrap(await till.handlers['payment.begin']({}))
}
const card = async (amountMinor: number | null = null) =>
  unwrap(await till.handlers['payment.card']({ amountMinor }))
const cardState = (state: string) => counterUntil(till, (view) => view.paying?.card?.state === state, state)
const receipt = () => counterUntil(till, ({ phase }) => phase === 'receipt', 'a receipt')

/** What must be true when all is quiet, whatever happened: the processor's ledger, the journal and the screen agree. */
async function expectAgreement(): Promise<void> {
  const view = unwrap(await till.handlers['counter.get']({}))
  const approved = till.operations().filter(({ kind }) => kind === 'payment.approved')
  const journalled = approved.reduce(
    (total, { body }) => total + (body as { amountMinor: number }).amountMinor,
    0,
  )
  expect(server.capturedMinor()).toBe(journalled)
  expect(server.alive()).toBe(0)
  const completed = till.operations().filter(({ kind }) => kind === 'sale.completed')
  expect(completed).toHaveLength(view.phase === 'receipt' ? 1 : 0)
}

describe('a sale by card', () => {
  test('is journalled before each step outside and ends with the receipt', async () => {
    await charge('tea')
    const started = await card()
    expect(started.paying?.card).toMatchObject({
      state: 'starting',
      tenderNo: 1,
      attempt: 1,
      amountMinor: 1_000,
    })
    expect(server.asked('process')).toBe(0)
    const done = await receipt()
    expect(done.receipt).toMatchObject({
      receiptNo: 'R1-000001',
      changeMinor: 0,
      tenders: [{ kind: 'card', amountMinor: 1_000, processorPaymentId: 'pi_1' }],
    })
    expect(till.kinds()).toEqual([
      'sale.totalled',
      'payment.intended',
      'payment.created',
      'payment.approved',
      'sale.completed',
    ])
    expect(server.asked('create')).toBe(1)
    expect(server.asked('process')).toBe(1)
    expect(till.pushed.map((view) => view.paying?.card?.state ?? view.phase)).toContain('waiting')
    await expectAgreement()
  })

  test('is never shown as unknown while nothing has gone wrong', async () => {
    await charge('tea')
    await card()
    await receipt()
    const shown = till.pushed.flatMap(({ paying }) => paying?.card?.state ?? [])
    expect(shown[0]).toBe('starting')
    expect(shown).not.toContain('unknown')
  })

  test('the reader is asked only after its intent is in the journal', async () => {
    server.script('process', 'hang-before')
    await charge('tea')
    await card()
    await expect.poll(() => server.asked('process')).toBe(1)
    expect(till.kinds().at(-1)).toBe('payment.created')
    expect((await cardState('voided')).paying?.tenders).toEqual([])
    await expectAgreement()
  })

  test('a decline is not told again once cash was taken since, or the cart was opened again', async () => {
    server.customer = 'declines'
    await charge('tea')
    await card(400)
    await cardState('declined')
    const cash = unwrap(await till.handlers['payment.cash']({ amountMinor: 400, givenMinor: 400 }))
    const [tender] = cash.paying?.tenders ?? []
    const back = unwrap(await till.handlers['payment.returnCash']({ tenderNo: tender?.tenderNo ?? 0 }))
    expect(back.paying).toMatchObject({ remainingMinor: 1_000, card: null })
    await card()
    await cardState('declined')
    unwrap(await till.handlers['payment.back']({}))
    expect((await charge('tea')).paying).toMatchObject({ remainingMinor: 2_000, card: null })
    await expectAgreement()
  })

  test('declined, then approved: the second attempt has its own key, the first took nothing', async () => {
    server.customer = 'declines'
    await charge('tea')
    await card()
    const declined = await cardState('declined')
    expect(declined.paying?.card).toMatchObject({ declineReason: 'insufficient_funds', attempt: 1 })
    server.customer = 'approves'
    await card()
    const done = await receipt()
    expect(done.receipt?.tenders).toMatchObject([{ tenderNo: 1, processorPaymentId: 'pi_2' }])
    expect([...server.payments.keys()]).toHaveLength(2)
    expect(server.capturedMinor()).toBe(1_000)
    await expectAgreement()
  })

  test('a split of card and cash shows the remainder and completes with both', async () => {
    await charge('mug')
    await card(1_000)
    const rest = await counterUntil(till, (view) => view.paying?.tenders.length === 1, 'part paid')
    expect(rest.paying).toMatchObject({
      remainingMinor: 503,
      cashDueMinor: 505,
      cashRoundingMinor: 2,
      card: null,
    })
    expect(await till.handlers['payment.back']({})).toMatchObject({ error: { code: 'cart_locked' } })
    const done = unwrap(await till.handlers['payment.cash']({ amountMinor: null, givenMinor: 505 }))
    expect(done.receipt?.tenders).toMatchObject([
      { kind: 'card', tenderNo: 1 },
      { kind: 'cash', tenderNo: 2, amountMinor: 503, roundingMinor: 2 },
    ])
    await expectAgreement()
  })

  test('cash first, the rest by card', async () => {
    await charge('mug')
    unwrap(await till.handlers['payment.cash']({ amountMinor: 503, givenMinor: 505 }))
    await card()
    const done = await receipt()
    expect(done.receipt?.tenders).toMatchObject([
      { kind: 'cash', amountMinor: 503 },
      { kind: 'card', amountMinor: 1_000, tenderNo: 2 },
    ])
    await expectAgreement()
  })

  test('while a card is being read nothing else is taken, and the cart stays shut', async () => {
    server.customer = 'waits'
    await charge('tea')
    await card()
    await cardState('waiting')
    for (const answer of [
      await till.handlers['payment.card']({ amountMinor: null }),
      await till.handlers['payment.cash']({ amountMinor: null, givenMinor: 5_000 }),
      await till.handlers['payment.back']({}),
    ])
      expect(answer).toMatchObject({ error: { code: 'payment_in_progress' } })
    expect(await till.handlers['cart.clear']({})).toMatchObject({ error: { code: 'cart_locked' } })
    unwrap(await till.handlers['payment.cancelCard']({}))
    await cardState('voided')
  })

  test('Cancel ends it without money, and the sale goes back to the cart', async () => {
    server.customer = 'waits'
    await charge('tea')
    await card()
    await cardState('waiting')
    expect(unwrap(await till.handlers['payment.cancelCard']({})).paying?.card?.state).toBe('cancelling')
    await cardState('voided')
    expect(unwrap(await till.handlers['payment.back']({})).phase).toBe('cart')
    expect(await till.handlers['payment.cancelCard']({})).toMatchObject({ ok: false })
    await expectAgreement()
  })

  test('a card that was charged before Cancel arrived completes the sale', async () => {
    server.customer = 'waits'
    await charge('tea')
    await card()
    await cardState('waiting')
    server.settle([...server.payments.keys()][0] ?? '', 'approves')
    unwrap(await till.handlers['payment.cancelCard']({}))
    await receipt()
    await expectAgreement()
  })

  test('without a chosen reader, with too much or with nothing to pay, no attempt begins', async () => {
    await charge('tea')
    expect(await till.handlers['payment.card']({ amountMinor: 1_001 })).toMatchObject({
      error: { code: 'tender_too_large' },
    })
    for (const amountMinor of [0, -5, 0.5])
      expect(await till.handlers['payment.card']({ amountMinor })).toMatchObject({
        error: { code: 'amount_invalid' },
      })
    unwrap(till.store.transaction((db) => db.exec('DELETE FROM chosen_reader')))
    expect(await till.handlers['payment.card']({ amountMinor: null })).toMatchObject({
      error: { code: 'reader_not_chosen' },
    })
    expect(till.kinds()).toEqual(['sale.totalled'])
  })
})

describe('what was lost is unknown until the processor is read back', () => {
  /** Every POST of the flow, lost in every way, one at a time. */
  const losses: readonly Mishap[] = [
    'drop-before',
    'drop-after',
    'hang-before',
    'hang-after',
    { status: 500, code: 'internal' },
  ]
  for (const route of ['create', 'process'] as const satisfies readonly Route[]) {
    for (const loss of losses) {
      test(`${route} lost (${JSON.stringify(loss)}): unknown first, then the truth, and one charge at most`, async () => {
        server.script(route, loss)
        await charge('tea')
        await card()
        const ended = await counterUntil(
          till,
          (view) => view.phase === 'receipt' || ['voided', 'failed'].includes(view.paying?.card?.state ?? ''),
          'resolved',
        )
        expect(till.kinds()).toContain('payment.unknown')
        if (ended.phase !== 'receipt') {
          expect(server.capturedMinor()).toBe(0)
          await card()
          await receipt()
        }
        expect(server.capturedMinor()).toBe(1_000)
        await expectAgreement()
      })
    }
  }

  test('while it is unknown the tender is not charged again, no cash is taken, and the view says when it asks again', async () => {
    server.script('process', 'drop-after')
    server.script('look', ...Array.from({ length: 200 }, () => 'drop-before' as const))
    await charge('tea')
    await card()
    const unknown = await cardState('unknown')
    for (const answer of [
      await till.handlers['payment.card']({ amountMinor: null }),
      await till.handlers['payment.cash']({ amountMinor: null, givenMinor: 1_000 }),
      await till.handlers['payment.back']({}),
    ])
      expect(answer).toMatchObject({ error: { code: 'payment_unknown' } })
    expect(unknown.paying?.card?.nextCheckAtMs).toBeGreaterThan(0)
    expect(till.kinds().filter((kind) => kind === 'payment.unknown')).toHaveLength(1)
    server.forgetScripts()
    server.settle([...server.payments.keys()][0] ?? '', 'approves')
    const checked = unwrap(await till.handlers['payment.checkCard']({}))
    expect(checked.phase).toBe('receipt')
    await expectAgreement()
  })

  test('while it is unknown the view says whose answer is missing, that it is being cancelled, and when it ends', async () => {
    server.customer = 'waits'
    server.script('process', 'drop-after')
    server.script('look', ...Array.from({ length: 400 }, () => ({ status: 507, code: 'storage_full' })))
    server.script('cancel', ...Array.from({ length: 400 }, () => ({ status: 507, code: 'storage_full' })))
    await charge('tea')
    await card()
    const full = await counterUntil(till, (view) => view.paying?.card?.waitsFor === 'server-disk', 'told')
    expect(full.paying?.card).toMatchObject({ state: 'unknown', isCancelling: false })
    const { sinceMs = 0, endsByMs = 0 } = full.paying?.card ?? {}
    expect((endsByMs ?? 0) - sinceMs).toBeGreaterThan(23 * 3_600_000)
    await till.handlers['payment.cancelCard']({})
    const cancelling = await counterUntil(
      till,
      (view) => view.paying?.card?.state === 'unknown' && view.paying.card.isCancelling,
      'being cancelled',
    )
    expect(cancelling.paying?.card?.waitsFor).toBe('server-disk')
    expect(await till.handlers['payment.cash']({ amountMinor: null, givenMinor: 1_000 })).toMatchObject({
      error: { code: 'payment_unknown' },
    })
    server.forgetScripts()
    const stopped = await cardState('voided')
    expect(stopped.paying?.card).toMatchObject({ waitsFor: null, endsByMs: null })
    expect((await till.handlers['payment.cash']({ amountMinor: null, givenMinor: 1_000 })).ok).toBe(true)
    await expectAgreement()
  })

  test('the reader unplugged in the middle is unknown; plugged in again, the charge goes through once', async () => {
    server.customer = 'waits'
    await charge('tea')
    await card()
    await cardState('waiting')
    server.readerStatus = 'offline'
    expect((await cardState('unknown')).paying?.card?.waitsFor).toBe('reader')
    server.readerStatus = 'waiting'
    await cardState('waiting')
    server.customer = 'approves'
    await receipt()
    expect(server.payments.size).toBe(1)
    expect(till.kinds().filter((kind) => kind === 'payment.unknown')).toHaveLength(1)
    await expectAgreement()
  })

  test('the reader unplugged for good: Cancel makes sure that no money moved, and cash takes over', async () => {
    server.customer = 'waits'
    await charge('tea')
    await card()
    await cardState('waiting')
    server.readerStatus = 'offline'
    await cardState('unknown')
    unwrap(await till.handlers['payment.cancelCard']({}))
    await cardState('voided')
    const done = unwrap(await till.handlers['payment.cash']({ amountMinor: null, givenMinor: 1_000 }))
    expect(done.receipt?.tenders).toMatchObject([{ kind: 'cash', tenderNo: 2 }])
    await expectAgreement()
  })

  test('the server gone for a while: unknown, and the approval it missed is found when it is back', async () => {
    server.customer = 'waits'
    await charge('tea')
    await card()
    await cardState('waiting')
    server.script('look', ...Array.from({ length: 6 }, () => 'drop-before' as const))
    await cardState('unknown')
    server.settle([...server.payments.keys()][0] ?? '', 'approves')
    await receipt()
    await expectAgreement()
  })

  test('one look that gets no answer is not yet unknown', async () => {
    server.looksUntilAnswer = 4
    server.script('look', 'answer', 'drop-before')
    await charge('tea')
    await card()
    await receipt()
    expect(till.kinds()).not.toContain('payment.unknown')
  })

  test('a cancel whose answer is lost is unknown, and ends as the processor says', async () => {
    server.customer = 'waits'
    await charge('tea')
    await card()
    await cardState('waiting')
    server.script('cancel', 'drop-after')
    unwrap(await till.handlers['payment.cancelCard']({}))
    await cardState('voided')
    expect(till.kinds()).toContain('payment.unknown')
    await expectAgreement()
  })
})

describe('what certainly never began', () => {
  test('no connection at all: failed at once, nothing unknown, and the next attempt has a new key', async () => {
    await till.close()
    till = openCounterTill({ folder, serverUrl: 'http://127.0.0.1:9' })
    await charge('tea')
    await card()
    const failed = await cardState('failed')
    expect(failed.paying?.card?.errorCode).toBe('server_unreachable')
    expect(till.kinds()).toEqual(['sale.totalled', 'payment.intended', 'payment.voided'])
    await till.close()
    till = openCounterTill({ folder, serverUrl: server.url })
    await card()
    const done = await receipt()
    expect(done.receipt?.tenders).toHaveLength(1)
    expect(
      till
        .operations()
        .filter(({ kind }) => kind === 'payment.intended')
        .map(({ body }) => (body as { attempt: number }).attempt),
    ).toEqual([1, 2])
    await expectAgreement()
  })

  test('a refusal at the door is failed with its code', async () => {
    server.script('create', { status: 403, code: 'device_revoked' })
    await charge('tea')
    await card()
    expect((await cardState('failed')).paying?.card?.errorCode).toBe('device_revoked')
    expect(till.kinds()).not.toContain('payment.unknown')
    await expectAgreement()
  })

  test('a reader that is offline or busy ends the attempt with its code, and its intent is cancelled', async () => {
    for (const code of ['reader_offline', 'reader_busy']) {
      server.script('process', { status: 409, code })
      if (code === 'reader_offline') await charge('tea')
      await card()
      expect(
        (
          await counterUntil(
            till,
            (view) => view.paying?.card?.state === 'failed' && view.paying.card.errorCode === code,
            code,
          )
        ).paying?.tenders,
      ).toEqual([])
    }
    expect([...server.payments.values()].map(({ state }) => state)).toEqual(['voided', 'voided'])
    await card()
    await receipt()
    await expectAgreement()
  })

  test('a processor that cannot be reached ends the attempt at once, and the server confirms that nothing came alive', async () => {
    for (const route of ['create', 'process'] as const) {
      server.script(route, { status: 503, code: 'processor_unavailable' })
      if (route === 'create') await charge('tea')
      await card()
      const failed = await cardState('failed')
      expect(failed.paying?.card?.errorCode).toBe('processor_unavailable')
      expect(server.alive()).toBe(0)
      if (route === 'create') expect(till.kinds()).not.toContain('payment.unknown')
    }
    await card()
    await receipt()
    await expectAgreement()
  })

  test('a payment replaced on its reader is ended, not left waiting for ever', async () => {
    server.customer = 'waits'
    await charge('tea')
    await card()
    await cardState('waiting')
    server.readerStatus = 'replaced'
    expect((await cardState('failed')).paying?.card?.errorCode).toBe('reader_busy')
    await expectAgreement()
  })
})
