import type { Selectable } from 'kysely'
import type { TraceEntry } from '../../domain/protocol/events.ts'
import { operationRow } from '../sync/operation-row.ts'
import type { SyncTables } from '../sync/tables.ts'
import { also, sumOf, type Told, told } from './told.ts'

const tries = (body: Told): string =>
  ` (part ${body.number('tenderNo') ?? '?'}, try ${body.number('attempt') ?? '?'})`

const sentences: Readonly<Record<string, (body: Told, bodyText: string) => string>> = {
  'sale.parked': () => 'The sale was parked.',
  'sale.unparked': (body) =>
    body.text('reason') === 'discarded'
      ? 'The parked sale was thrown away.'
      : 'The parked sale was taken back to the counter.',
  'sale.totalled': (_body, text) => `The sale was totalled for paying${also(': ', totalIn(text))}.`,
  'sale.reopened': () => 'Paying was given up; the cart was open again.',
  'payment.intended': (body) => `A card payment of ${body.amount('amountMinor')} was begun${tries(body)}.`,
  'payment.created': (body) =>
    `The till wrote down that the processor holds it as ${body.text('processorPaymentId') ?? '?'}.`,
  'payment.unknown': (body) => `The till lost sight of the outcome${also(': ', body.text('reason'))}.`,
  'payment.approved': (body) => `The till took the payment as approved: ${body.amount('amountMinor')}.`,
  'payment.declined': (body) => `The till took the payment as declined${also(': ', body.text('reason'))}.`,
  'payment.voided': () => 'The till took the payment as stopped: no money moved.',
  'cash.taken': () => 'Cash was taken.',
  'cash.returned': (body) => `Cash was given back: ${body.amount('amountMinor')}.`,
  'sale.completed': (body, text) =>
    `The sale was completed, receipt ${body.text('receiptNo') ?? '?'}${also(', ', totalIn(text))}.`,
}

function totalIn(bodyText: string): string | null {
  const { cart, totals } = JSON.parse(bodyText) as {
    cart?: { currency?: unknown }
    totals?: { totalMinor?: unknown }
  }
  const [amountMinor, currency] = [totals?.totalMinor, cart?.currency]
  return typeof amountMinor === 'number' && typeof currency === 'string' ? sumOf(amountMinor, currency) : null
}

/** A till's operation as a line of a story. `lagMs`: how long it waited in the till before the server had it. */
export function operationEntry(row: Selectable<SyncTables['operations']>): TraceEntry {
  const { bodyText, kind, atMs } = operationRow(row)
  const sentence = sentences[kind]
  return {
    atMs,
    from: 'till',
    kind,
    text: sentence === undefined ? `The till recorded ${kind}.` : sentence(told(bodyText), bodyText),
    latencyMs: null,
    attempt: null,
    outcome: null,
    lagMs: Math.max(0, row.received_at_ms - atMs),
    actor: row.staff_id === null ? `device:${row.device_id}` : `staff:${row.staff_id}`,
    processorIds: [],
    bodyText,
  }
}
