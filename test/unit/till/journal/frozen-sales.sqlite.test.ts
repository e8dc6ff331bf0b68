import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sealOperation } from '../../../../domain/journal/chain.ts'
import type { Operation } from '../../../../domain/journal/operation.ts'
import type { Entry } from '../../../../till/journal/journal.ts'
import { readPayingSale } from '../../../../till/sales/read-sales.ts'
import { paidSales } from '../../../bench/durable-commit/sales.ts'
import { inTempFolder } from '../../../bench/harness/temp-folder.ts'
import { journalOn, openStoreOrThrow } from './test-journal.ts'

/** What the domain's own seal makes of an operation that the till journalled. */
function sealedAnew({ body, hash: _hash, ...header }: Operation): Operation {
  return sealOperation(header, structuredClone(body))
}

const inJournal = <T>(work: (parts: ReturnType<typeof open>) => T): Promise<T> =>
  inTempFolder(async (folder) => {
    const parts = open(join(folder, 'till'))
    try {
      return work(parts)
    } finally {
      parts.store.close()
    }
  })

function open(folder: string) {
  const store = openStoreOrThrow(folder)
  return { store, journal: journalOn(store) }
}

const [sale, ...others] = paidSales(12)
if (sale === undefined) throw new Error('no sale')
const { cart } = sale.counter

test('a sale that is completed as it was frozen has the very bytes of the domain', () =>
  inJournal(({ store, journal }) => {
    expect(journal.frozenSale(cart.saleId)).toBeNull()
    expect(journal.write([sale.totalled]).ok).toBe(true)
    const written = journal.write(sale.paid(store.db))
    if (!written.ok) throw new Error(written.error.message)
    for (const operation of written.value) expect(operation).toEqual(sealedAnew(operation))
    expect(journal.verify().ok).toBe(true)
    expect(journal.rebuild()).toEqual({ ok: true, value: [] })
  }))

test('what was frozen cannot be changed behind the journal', () =>
  inJournal(({ journal }) => {
    journal.write([sale.totalled])
    const frozen = journal.frozenSale(cart.saleId)
    expect(frozen?.cart).toBe(cart)
    expect(() => Object.assign(frozen?.cart.lines[0] ?? {}, { quantity: 99 })).toThrow(TypeError)
    expect(() => Object.assign(frozen?.totals ?? {}, { totalMinor: 1 })).toThrow(TypeError)
  }))

test('another cart is checked and written out as ever', () =>
  inJournal(({ store, journal }) => {
    journal.write([sale.totalled])
    const [taken, completed] = sale.paid(store.db)
    if (taken === undefined || completed?.kind !== 'sale.completed') throw new Error('not completed')
    const with99 = {
      ...cart,
      lines: cart.lines.map((line, index) => (index === 0 ? { ...line, quantity: 99 } : line)),
    }
    const changed: Entry = { kind: 'sale.completed', body: { ...completed.body, cart: with99 } }
    const broken: Entry = {
      kind: 'sale.completed',
      body: { ...completed.body, cart: { ...cart, currency: 'no currency' } },
    }
    expect(() => journal.write([taken, broken])).toThrow('does not have its shape')
    const written = journal.write([taken, changed])
    if (!written.ok) throw new Error(written.error.message)
    for (const operation of written.value) expect(operation).toEqual(sealedAnew(operation))
  }))

test('the rest of a completed sale is checked although its cart is known', () =>
  inJournal(({ store, journal }) => {
    journal.write([sale.totalled])
    const [taken, completed] = sale.paid(store.db)
    if (taken === undefined || completed?.kind !== 'sale.completed') throw new Error('not completed')
    const broken: Entry = { kind: 'sale.completed', body: { ...completed.body, tenders: [] } }
    expect(() => journal.write([taken, broken])).toThrow('does not have its shape')
    const stranger = { ...completed.body, more: 1 }
    expect(() => journal.write([taken, { kind: 'sale.completed', body: stranger }])).toThrow(
      'does not have its shape',
    )
    expect(journal.head().seq).toBe(1)
  }))

test('a paying sale is the frozen one only if the disk has the same bytes', () =>
  inJournal(({ store, journal }) => {
    journal.write([sale.totalled])
    const frozen = journal.frozenSale(cart.saleId)
    expect(readPayingSale(store.db, cart.saleId, frozen).cart).toBe(cart)
    const other = frozen === null ? null : { ...frozen, cartText: `${frozen.cartText} ` }
    const read = readPayingSale(store.db, cart.saleId, other).cart
    expect(read).not.toBe(cart)
    expect(read).toEqual(cart)
  }))

test('old sales are forgotten, which costs time and nothing else', () =>
  inJournal(({ store, journal }) => {
    journal.write([sale.totalled])
    for (const other of others) journal.write([other.totalled])
    expect(journal.frozenSale(cart.saleId)).toBeNull()
    expect(journal.write(sale.paid(store.db)).ok).toBe(true)
    expect(journal.rebuild()).toEqual({ ok: true, value: [] })
  }))
