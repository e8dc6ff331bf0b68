import type { Tender } from '../../../domain/sale/tender.ts'
import { compareCards } from './compare-cards.ts'
import { compareSales } from './compare-sales.ts'
import { foldJournal, readChain } from './read-journal.ts'
import type { ServerRecords } from './server-records.ts'
import type { StripeLedger } from './stripe-ledger.ts'
import type { TillRecords } from './till-records.ts'

export type ThreeRecords = {
  readonly till: TillRecords
  readonly server: ServerRecords
  readonly stripe: StripeLedger
}

/** Every point on which till, server and processor do not say the same, one sentence each; an empty list is agreement. */
export function compare({ till, server, stripe }: ThreeRecords): readonly string[] {
  const own = readChain('till', till.journal)
  const held = readChain('server', server.operations)
  const { shop, findings } = foldJournal(own.operations)
  return [
    ...own.findings,
    ...held.findings,
    ...compareOperations(till, server),
    ...findings,
    ...[...shop.completed].flatMap(([saleId, body]) =>
      sameTenders(body.tenders, shop.tenders.get(saleId) ?? [])
        ? []
        : [`till: the sale ${saleId} was completed with other tenders than were taken for it`],
    ),
    ...compareCards(shop, server, stripe),
    ...compareSales(shop, server),
  ]
}

/** I1: what the till acknowledged is at the server, to the byte, once nothing waits any more. */
export function compareOperations(till: TillRecords, server: ServerRecords): readonly string[] {
  const findings: string[] = []
  for (const { seq, state, reason } of till.outbox) {
    findings.push(
      `till: operation ${seq} has not reached the server (${state}${reason === null ? '' : `: ${reason}`})`,
    )
  }
  const waiting = new Set(till.outbox.map(({ seq }) => seq))
  const held = new Map(server.operations.map((operation) => [operation.seq, operation]))
  for (const { seq, text } of till.journal) {
    const there = held.get(seq)
    if (there === undefined) {
      if (!waiting.has(seq)) findings.push(`server: operation ${seq} of the till is not there`)
    } else if (there.text !== text) {
      findings.push(`server: operation ${seq} differs from the till's`)
    }
  }
  for (const { seq } of server.operations.slice(till.journal.length)) {
    findings.push(`server: operation ${seq} is not in the till's journal`)
  }
  if (server.exceptionCount > 0)
    findings.push(`server: ${server.exceptionCount} operations wait for a person`)
  return findings
}

const sameTenders = (a: readonly Tender[], b: readonly Tender[]): boolean =>
  JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b))

/** Tenders as comparable rows: by number, each with its fields in one order. */
function inOrder(tenders: readonly Tender[]): readonly unknown[] {
  return [...tenders]
    .sort((a, b) => a.tenderNo - b.tenderNo)
    .map((tender) => Object.entries(tender).sort(([a], [b]) => (a < b ? -1 : 1)))
}
