import type { Operation } from '../../../domain/journal/operation.ts'
import type { SaleDetail } from '../../../domain/protocol/backoffice.ts'
import type { Tender } from '../../../domain/sale/tender.ts'
import type { JournalledShop } from './read-journal.ts'
import type { ServerRecords } from './server-records.ts'

type Completed = Operation<'sale.completed'>['body']

/** Every completed sale stands in the back office as it was sold, and nothing else does; the cash in the drawers is the same on both sides. */
export function compareSales({ completed }: JournalledShop, server: ServerRecords): readonly string[] {
  const told = new Map<string, SaleDetail>(server.sales.map((detail) => [detail.sale.saleId, detail]))
  const findings = [...completed].flatMap(([saleId, body]) => {
    const detail = told.get(saleId)
    return detail === undefined
      ? [`back office: the sale ${body.receiptNo} is not there`]
      : compareSale(body, detail)
  })
  for (const [saleId, { sale }] of told) {
    if (!completed.has(saleId))
      findings.push(`back office: the sale ${sale.receiptNo} was never completed at the till`)
  }
  const tillCash = sum([...completed.values()].flatMap(({ tenders }) => tenders.map(cashKept)))
  const serverCash = sum(
    server.sales.flatMap(({ tenders }) =>
      tenders.map(({ kind, givenMinor, changeMinor }) => (kind === 'cash' ? givenMinor - changeMinor : 0)),
    ),
  )
  if (tillCash !== serverCash)
    findings.push(`cash: ${tillCash} at the till, ${serverCash} in the back office`)
  return findings
}

function compareSale(body: Completed, { sale, lines, tenders }: SaleDetail): readonly string[] {
  const { totals } = body
  const same: readonly (readonly [string, string | number, string | number])[] = [
    ['receipt number', body.receiptNo, sale.receiptNo],
    ['currency', totals.currency, sale.currency],
    ['total', totals.totalMinor, sale.totalMinor],
    ['tax', totals.taxMinor, sale.taxMinor],
    ['discount', totals.discountMinor, sale.discountMinor],
    ['cash rounding', body.roundingMinor, sale.roundingMinor],
    ['change', body.changeMinor, sale.changeMinor],
    ['lines', body.cart.lines.length, lines.length],
    ['sum of the lines', totals.totalMinor, sum(lines.map(({ totalMinor }) => totalMinor))],
    ['sum of the tenders', totals.totalMinor, sum(body.tenders.map(({ amountMinor }) => amountMinor))],
    ['tenders', JSON.stringify(body.tenders.map(tenderRow)), JSON.stringify(tenders.map(serverRow))],
  ]
  return same.flatMap(([what, till, server]) =>
    till === server
      ? []
      : [`sale ${body.receiptNo}: ${what} is ${till} at the till and ${server} in the back office`],
  )
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)

const cashKept = (tender: Tender): number =>
  tender.kind === 'cash' ? tender.givenMinor - tender.changeMinor : 0

const tenderRow = (tender: Tender): readonly (string | number | null)[] =>
  tender.kind === 'cash'
    ? [
        tender.tenderNo,
        'cash',
        tender.amountMinor,
        tender.roundingMinor,
        tender.givenMinor,
        tender.changeMinor,
      ]
    : [tender.tenderNo, 'card', tender.amountMinor, tender.idempotencyKey, tender.processorPaymentId]

const serverRow = (row: SaleDetail['tenders'][number]): readonly (string | number | null)[] =>
  row.kind === 'cash'
    ? [row.tenderNo, 'cash', row.amountMinor, row.roundingMinor, row.givenMinor, row.changeMinor]
    : [row.tenderNo, 'card', row.amountMinor, row.idempotencyKey, row.processorPaymentId]
