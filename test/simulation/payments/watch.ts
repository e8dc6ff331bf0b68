import type { ReceiptView } from '../../../domain/protocol/views.ts'
import { neverGuessedNow, processorBooks, reservedWithinCaptured } from './checkers/at-any-instant.ts'
import { serverCardsOf, serverRefundsOf, stripeLedgerOf, tillCardsOf } from './ledgers.ts'
import type { PaymentWorld, Watch } from './world/world.ts'

/** Looks at the books in the middle of a run, whenever one of them changes, and keeps what screens showed. */
export type Watcher = Watch & {
  readonly findings: readonly string[]
  /** What was shown as paid: it must stand in the journal for ever. */
  readonly receipts: ReadonlyMap<string, ReceiptView>
  /** How often the books were looked at. */
  looks(): number
}

export function createWatcher(): Watcher {
  const findings: string[] = []
  const receipts = new Map<string, ReceiptView>()
  let looks = 0
  const add = (world: PaymentWorld, found: readonly string[]): void => {
    looks += 1
    for (const one of found) {
      if (findings.includes(one)) continue
      world.trace.say(`FOUND ${one}`)
      findings.push(one)
    }
  }
  return {
    findings,
    receipts,
    looks: () => looks,
    onProcessor: (world) => add(world, processorBooks(stripeLedgerOf(world))),
    onDurable: (world, process, tables) => {
      if (process === 'server') {
        const { database } = world.serverDisk
        if (tables.includes('payments'))
          add(world, neverGuessedNow('server', serverCardsOf(database), stripeLedgerOf(world)))
        if (tables.includes('refunds'))
          add(world, reservedWithinCaptured(serverCardsOf(database), serverRefundsOf(database)))
      } else if (tables.includes('attempts')) {
        const stand = world.stands.find(({ name }) => name === process)
        if (stand === undefined) return
        add(world, neverGuessedNow(process, tillCardsOf(stand.disk.database), stripeLedgerOf(world)))
      }
    },
    onView: (world, stand, view) => {
      if (view.receipt !== null) receipts.set(`${stand.name} ${view.receipt.receiptNo}`, view.receipt)
      const card = view.paying?.card
      if (card?.state !== 'declined' && card?.state !== 'voided') return
      const charged = stripeLedgerOf(world).charges.filter(({ status }) => status === 'succeeded')
      const intents = stripeLedgerOf(world).intents.filter(
        ({ metadata }) =>
          metadata['sale_id'] === view.cart.saleId &&
          metadata['tender_no'] === String(card.tenderNo) &&
          metadata['attempt'] === String(card.attempt),
      )
      add(
        world,
        intents
          .filter(({ id }) => charged.some(({ payment_intent }) => payment_intent === id))
          .map(({ id }) => `${stand.name}: the screen says ${card.state} of ${id}, which was charged`),
      )
    },
  }
}
