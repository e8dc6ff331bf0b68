import { isDeepStrictEqual } from 'node:util'
import type { Channel, Input, Output } from '../../domain/protocol/bridge.ts'
import type { CardAttemptView, CounterView, ReceiptView } from '../../domain/protocol/views.ts'
import type { Cart } from '../../domain/sale/cart.ts'

/** A call that was sent and not answered; whether it took effect is open. `before`: what the counter showed when it was sent. */
export type InFlight = {
  [C in Channel]: { readonly channel: C; readonly input: Input<C>; readonly before: CounterView | null }
}[Channel]

export type SeenAttempt = Pick<CardAttemptView, 'tenderNo' | 'attempt' | 'amountMinor'> & {
  readonly saleId: string
  /** How the screen said that it ended. */
  ended: 'declined' | 'voided' | 'failed' | null
}

/**
 * Everything the till acknowledged: what it answered, and what it showed without being asked. Whatever stands here must be true for ever,
 * however the till dies.
 */
export type Witness = {
  /** The newest of this life of the till. */
  readonly view: CounterView | null
  readonly inFlight: InFlight | null
  readonly receipts: ReadonlyMap<string, ReceiptView>
  readonly parked: ReadonlyMap<string, Cart>
  readonly attempts: ReadonlyMap<string, SeenAttempt>
  /** What the screen showed that no later truth can mend. */
  readonly contradictions: readonly string[]
  asked<C extends Channel>(channel: C, input: Input<C>): void
  answered<C extends Channel>(channel: C, output: Output<C>): void
  refused(): void
  saw(view: CounterView): void
  /** The till is dead; whether what was in flight happened, the disk has said. */
  died(parked: ReadonlyMap<string, Cart>): void
}

export function createWitness(): Witness {
  let view: CounterView | null = null
  let inFlight: InFlight | null = null
  const receipts = new Map<string, ReceiptView>()
  let parked = new Map<string, Cart>()
  const attempts = new Map<string, SeenAttempt>()
  const contradictions: string[] = []

  const sawAttempt = (saleId: string, { tenderNo, attempt, amountMinor, state }: CardAttemptView): void => {
    const name = `${saleId} tender ${tenderNo} attempt ${attempt}`
    const seen = attempts.get(name) ?? { saleId, tenderNo, attempt, amountMinor, ended: null }
    attempts.set(name, seen)
    const isEnd = state === 'declined' || state === 'voided' || state === 'failed'
    if (seen.ended !== null && !(isEnd && sameEnd(seen.ended, state))) {
      contradictions.push(`screen: ${name} was shown as ${seen.ended} and then as ${state}`)
    }
    if (isEnd) seen.ended = state
  }
  const sawReceipt = (receipt: ReceiptView): void => {
    const before = receipts.get(receipt.saleId)
    if (before !== undefined && !isDeepStrictEqual(before, receipt)) {
      contradictions.push(`screen: the receipt ${before.receiptNo} was shown in two ways`)
    }
    receipts.set(receipt.saleId, receipt)
  }

  return {
    get view() {
      return view
    },
    get inFlight() {
      return inFlight
    },
    get parked() {
      return parked
    },
    receipts,
    attempts,
    contradictions,
    asked(channel, input) {
      inFlight = { channel, input, before: view } as InFlight
    },
    answered(channel) {
      const call = inFlight
      inFlight = null
      if (call === null) return
      if (channel === 'sale.park' && call.before?.phase === 'cart') {
        parked.set(call.before.cart.saleId, call.before.cart)
      }
      if (call.channel === 'sale.recall') parked.delete(call.input.saleId)
    },
    refused() {
      inFlight = null
    },
    saw(next) {
      if (view !== null && next.revision < view.revision) return
      view = next
      if (next.receipt !== null) sawReceipt(next.receipt)
      if (next.paying?.card != null) sawAttempt(next.cart.saleId, next.paying.card)
    },
    died(onDisk) {
      view = null
      inFlight = null
      parked = new Map(onDisk)
    },
  }
}

/** Why nothing was charged is not journalled, so after a restart what failed is shown as what was cancelled. */
const sameEnd = (a: string, b: string): boolean => (a === 'declined') === (b === 'declined')
