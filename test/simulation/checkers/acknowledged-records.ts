import { isDeepStrictEqual } from 'node:util'
import type { ServerDisk, TillDisk } from '../disks.ts'
import type { Witness } from '../witness.ts'

/** I1 for what was journalled: every receipt, parked sale and card attempt that a screen showed stands in the journal as it was shown. */
export function acknowledgedRecords(witness: Witness, { shop, parked }: TillDisk): readonly string[] {
  const findings: string[] = [...witness.contradictions]
  for (const [saleId, receipt] of witness.receipts) {
    const sold = shop.completed.get(saleId)
    const same =
      sold !== undefined &&
      sold.receiptNo === receipt.receiptNo &&
      isDeepStrictEqual([sold.cart, sold.totals], [receipt.cart, receipt.totals]) &&
      isDeepStrictEqual(sold.tenders, receipt.tenders)
    if (!same) findings.push(`till: the receipt ${receipt.receiptNo} that was shown is not in the journal`)
  }
  const attempts = [...shop.attempts.values()]
  for (const [name, { saleId, tenderNo, attempt, amountMinor, ended }] of witness.attempts) {
    const kept = attempts.find(
      (one) => one.saleId === saleId && one.tenderNo === tenderNo && one.attempt === attempt,
    )
    if (kept?.amountMinor !== amountMinor)
      findings.push(`till: the card attempt ${name} was never journalled`)
    else if (ended !== null && kept.state !== (ended === 'declined' ? 'declined' : 'voided')) {
      findings.push(`till: ${name} was shown as ${ended} and is ${kept.state} in the journal`)
    }
  }
  return [...findings, ...acknowledgedParking(witness, parked)]
}

function acknowledgedParking({ parked, inFlight }: Witness, onDisk: TillDisk['parked']): readonly string[] {
  const recalling = inFlight?.channel === 'sale.recall' ? inFlight.input.saleId : null
  const parking = inFlight?.channel === 'sale.park' ? inFlight.before?.cart.saleId : null
  const lost = [...parked].filter(
    ([saleId, cart]) => saleId !== recalling && !isDeepStrictEqual(onDisk.get(saleId), cart),
  )
  const more = [...onDisk.keys()].filter((saleId) => saleId !== parking && !parked.has(saleId))
  return [
    ...lost.map(([saleId]) => `till: the sale ${saleId} that was put aside is lost`),
    ...more.map((saleId) => `till: the sale ${saleId} is put aside and was recalled`),
  ]
}

/** I1 between till and server: what the server answered for, it has; and it has nothing that the till lost. */
export function acknowledgedByServer(till: TillDisk, server: ServerDisk): readonly string[] {
  const findings: string[] = []
  const head = server.operations.at(-1)?.seq ?? 0
  if (head < till.acknowledgedSeq) {
    findings.push(`server: it acknowledged operation ${till.acknowledgedSeq} and has only ${head}`)
  }
  for (const { key, state, processorPaymentId } of till.shop.attempts.values()) {
    const payment = server.payments.get(key)
    if (processorPaymentId !== null && payment?.processorPaymentId !== processorPaymentId) {
      findings.push(`server: it answered ${processorPaymentId} for ${key} and has lost it`)
    }
    if ((state === 'approved' || state === 'declined') && payment?.state !== state) {
      findings.push(`server: it answered that ${key} is ${state} and says ${payment?.state} now`)
    }
  }
  return findings
}

/** I1: nothing that left the till's disk on its way to the server was in the journal only: an entry leaves the outbox by an acknowledgement alone. */
export function waitsOrArrived({ journal, outbox, acknowledgedSeq }: TillDisk): readonly string[] {
  const waiting = new Set(outbox.map(({ seq }) => seq))
  return journal
    .filter(({ seq }) => seq > acknowledgedSeq && !waiting.has(seq))
    .map(({ seq }) => `till: operation ${seq} was neither acknowledged nor does it wait`)
}
