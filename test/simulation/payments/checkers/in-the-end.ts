import { compareOperations } from '../../../support/agreement/compare.ts'
import { compareCards } from '../../../support/agreement/compare-cards.ts'
import { compareSales } from '../../../support/agreement/compare-sales.ts'
import type { JournalledShop } from '../../../support/agreement/read-journal.ts'
import { readSales, type ServerRecords, serverRecordsOf } from '../../../support/agreement/server-records.ts'
import type { StripeLedger } from '../../../support/agreement/stripe-ledger.ts'
import { tillRecordsOf } from '../../../support/agreement/till-records.ts'
import { appendOnly } from '../../checkers/append-only.ts'
import { type TillDisk, tillDiskOf } from '../../disks.ts'
import { holdsMoney, type ServerRefund, serverCardsOf, serverRefundsOf, stripeLedgerOf } from '../ledgers.ts'
import { adminToken } from '../world/shop-images.ts'
import type { PaymentWorld } from '../world/world.ts'
import { neverGuessedNow, processorBooks, reservedWithinCaptured } from './at-any-instant.ts'

/** I1–I6, I8 and I15 over the three books, once the faults have stopped and nothing moves any more. One sentence for each point on which they differ. */
export async function agreeInTheEnd(world: PaymentWorld): Promise<readonly string[]> {
  const ledger = stripeLedgerOf(world)
  const { database } = world.serverDisk
  const server: ServerRecords = { ...serverRecordsOf(database), sales: await salesOf(world) }
  const cards = serverCardsOf(database)
  const refunds = serverRefundsOf(database)
  const tills = world.stands.map(({ name, disk }) => ({
    name,
    registerId: String(
      disk.database.prepare("SELECT json_extract(register_json, '$.id') FROM device").pluck().get(),
    ),
    disk: tillDiskOf(tillRecordsOf(disk.database), null),
  }))
  return [
    ...tills.flatMap(({ name, registerId, disk }) => {
      const own = {
        ...server,
        exceptionCount: 0,
        operations: server.operations.filter((operation) => operation.registerId === registerId),
      }
      const forAppendOnly = { operations: own.operations, payments: new Map() }
      return [...appendOnly(null, disk, forAppendOnly), ...compareOperations(disk, own), ...open(disk)].map(
        (finding) => `${name}: ${finding}`,
      )
    }),
    ...(server.exceptionCount > 0 ? [`server: ${server.exceptionCount} operations wait for a person`] : []),
    ...agreeAboutMoney(merged(tills.map(({ disk }) => disk.shop)), server, ledger),
    ...agreeAboutRefunds(server, refunds, ledger),
    ...processorBooks(ledger),
    ...neverGuessedNow('server', cards, ledger),
    ...reservedWithinCaptured(cards, refunds),
    ...cards.flatMap(({ key, state }) =>
      ['approved', 'declined', 'voided'].includes(state) ? [] : [`server: ${key} is still ${state}`],
    ),
    ...refunds.flatMap(({ key, state }) =>
      ['succeeded', 'failed', 'canceled'].includes(state)
        ? []
        : [`server: the refund ${key} is still ${state}`],
    ),
  ]
}

/** I15: nothing is open once nothing goes wrong. */
const open = ({ shop }: TillDisk): readonly string[] =>
  [...shop.attempts.values()]
    .filter(({ state }) => state === 'open')
    .map(({ key }) => `the card attempt ${key} has not ended`)

/** What the tills took, against what was captured: refunds are compared on their own. */
const agreeAboutMoney = (
  shop: JournalledShop,
  server: ServerRecords,
  ledger: StripeLedger,
): readonly string[] => {
  const captured = {
    ...server,
    payments: server.payments.map((payment) => ({ ...payment, refundedMinor: 0 })),
  }
  return [...compareCards(shop, captured, { ...ledger, refunds: [] }), ...compareSales(shop, server)]
}

/** I3 for what went back: each refund once in both books, and the sums alike. */
function agreeAboutRefunds(
  { payments }: ServerRecords,
  refunds: readonly ServerRefund[],
  ledger: StripeLedger,
): readonly string[] {
  const findings: string[] = []
  const byId = new Map(ledger.refunds.map((refund) => [refund.id, refund]))
  const claimed = new Set<string>()
  for (const { key, state, amountMinor, processorRefundId } of refunds) {
    if (processorRefundId === null) {
      if (holdsMoney(state)) findings.push(`server: the ${state} refund ${key} is unknown to Stripe`)
      continue
    }
    claimed.add(processorRefundId)
    const refund = byId.get(processorRefundId)
    if (refund === undefined) findings.push(`stripe: ${processorRefundId} of the refund ${key} is not there`)
    else if (refund.amount !== amountMinor || refund.status !== state)
      findings.push(
        `${key}: ${amountMinor} ${state} at the server, ${refund.amount} ${refund.status} at Stripe`,
      )
  }
  for (const { id, status, amount } of ledger.refunds) {
    if (!claimed.has(id)) findings.push(`stripe: the ${status} refund ${id} of ${amount} is nobody's`)
  }
  for (const { key, processorPaymentId, refundedMinor } of payments) {
    const back = ledger.refunds
      .filter(({ payment_intent, status }) => payment_intent === processorPaymentId && holdsMoney(status))
      .reduce((sum, { amount }) => sum + amount, 0)
    if (processorPaymentId !== null && back !== refundedMinor)
      findings.push(`${key}: ${refundedMinor} given back says the server, ${back} says Stripe`)
  }
  return findings
}

function merged(shops: readonly JournalledShop[]): JournalledShop {
  const all = <V>(of: (shop: JournalledShop) => ReadonlyMap<string, V>): ReadonlyMap<string, V> =>
    new Map(shops.flatMap((shop) => [...of(shop)]))
  return {
    operations: shops.flatMap(({ operations }) => operations),
    attempts: all(({ attempts }) => attempts),
    tenders: all(({ tenders }) => tenders),
    completed: all(({ completed }) => completed),
  }
}

async function salesOf(world: PaymentWorld): Promise<ServerRecords['sales']> {
  return readSales(async (path) => {
    const answer = await world.server()?.request({
      method: 'GET',
      path,
      headers: { authorization: `Bearer ${adminToken}` },
      body: '',
    })
    if (answer?.status !== 200)
      throw new Error(`GET ${path}: ${answer?.status ?? 'down'} ${answer?.text ?? ''}`)
    return JSON.parse(answer.text)
  })
}
