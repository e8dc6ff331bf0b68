import { setTimeout as sleep } from 'node:timers/promises'
import type { CounterView, Tile } from '../../domain/protocol/views.ts'
import { atReader, planFault } from '../support/practice-reader.ts'
import type { PracticeShop } from '../support/practice-shop.ts'
import type { CounterLine } from './counter-line.ts'
import type { Killer } from './moments.ts'
import type { PaymentPlan, Ring, SalePlan, Touch } from './sale-plan.ts'

/** Somebody at the counter, with customers. Looks at the screen before each step, so that any till that comes back can be gone on with. */
export type Cashier = {
  sell(plan: SalePlan): Promise<void>
  /** Brings whatever stands on the counter to its end, or puts it aside while it is unknown: the counter is empty afterwards. */
  finish(leftUnknown?: boolean): Promise<void>
  /** Takes up the sale put aside first and sells it. Answers whether there was one. */
  sellParked(): Promise<boolean>
}

const cardOver = ['declined', 'voided', 'failed']
const cardIsOpen = ({ phase, paying }: CounterView): boolean =>
  phase === 'paying' && paying?.card != null && !cardOver.includes(paying.card.state)
const isFree = ({ phase, cart }: CounterView): boolean => phase === 'cart' && cart.lines.length === 0

export function createCashier(
  shop: PracticeShop,
  line: CounterLine,
  killer: Killer,
  products: readonly Tile[],
): Cashier {
  const { view, must, call } = line

  const ring = async ({ how, product, quantity }: Ring): Promise<void> => {
    const tile = products[product % products.length]
    if (tile === undefined) throw new Error('there is nothing to sell')
    if (how === 'scan') await must('cart.scan', { code: tile.ean ?? tile.sku })
    else if (how === 'tap') await must('cart.add', { productId: tile.id, quantity })
    else await must('cart.addCustom', { name: 'Repair', priceMinor: 500 + product, taxRateId: null })
  }

  const touch = async (change: Touch): Promise<void> => {
    const { lines } = view().cart
    const last = lines.at(-1)
    if (last === undefined) return
    const lineId = last.id
    if (change.kind === 'quantity') await must('cart.setQuantity', { lineId, quantity: change.quantity })
    else if (change.kind === 'note') await must('cart.setNote', { note: change.note })
    else if (change.kind === 'sale discount')
      await must('cart.setSaleDiscount', { discount: change.discount })
    else if (change.kind === 'line discount')
      await must('cart.setLineDiscount', { lineId, discount: change.discount })
    else if (lines.length > 1) await must('cart.removeLine', { lineId })
  }

  const payCash = async (plan: PaymentPlan & { kind: 'cash' }): Promise<void> => {
    const { paying } = view()
    if (paying === null) return
    const amountMinor = partOf(paying.remainingMinor, plan.share)
    const dueMinor = amountMinor === null ? paying.cashDueMinor : amountMinor + 5
    await must('payment.cash', { amountMinor, givenMinor: dueMinor + plan.extraMinor })
    const tender = view().paying?.tenders.at(-1)
    if (plan.returned && tender?.kind === 'cash')
      await must('payment.returnCash', { tenderNo: tender.tenderNo })
  }

  const payCard = async (plan: PaymentPlan & { kind: 'card' }): Promise<void> => {
    const { paying } = view()
    if (paying === null) return
    await whenUp(async () => {
      if (plan.customer === 'is declined') await atReader(shop, 'decline_next')
      await atReader(shop, 'auto_present', {
        after_ms: plan.customer === 'walks away' ? null : plan.afterMs,
      })
      if (plan.late === null) return
      const { path, byMs } = plan.late
      await planFault(shop, { kind: 'hang', when: 'after', method: 'POST', path, delay_ms: byMs })
    })
    await cardWorks()
    await must('payment.card', { amountMinor: partOf(paying.remainingMinor, plan.share) })
    await cardEnds(plan, plan.leftUnknown)
  }

  /** A card is asked for as a cashier would: when the screen says that cards work. Without that after a while, all the same. */
  const cardWorks = async (): Promise<void> => {
    for (let looks = 0; looks < 50; looks += 1) {
      if ((await must('till.state', {})).works.card) return
      await sleep(100)
    }
  }

  const cardEnds = async (
    plan: (PaymentPlan & { kind: 'card' }) | null,
    leftUnknown: boolean,
  ): Promise<void> => {
    let isPrompted = false
    let pressedAtMs = Number.NEGATIVE_INFINITY
    const isStill = (state: string): boolean => view().paying?.card?.state === state
    const leave = async (): Promise<void> => {
      if (!isStill('waiting') || performance.now() - pressedAtMs < 3_000) return
      pressedAtMs = performance.now()
      const cancelled = await call('payment.cancelCard', {})
      // The payment may have ended in the same moment.
      if (!cancelled.ok && cancelled.error.code !== 'payment_not_cancelable') {
        throw new Error(`payment.cancelCard: ${cancelled.error.code}`)
      }
    }
    const prompted = (): boolean => {
      if (!isPrompted && isStill('waiting')) {
        isPrompted = true
        killer.notice({ kind: 'prompted' })
        line.later(plan?.afterMs ?? 0, () => killer.notice({ kind: 'presented' }))
      }
      return isPrompted
    }
    if (plan?.customer === 'walks away') {
      await line.until('the prompt', (now) => prompted() || !cardIsOpen(now))
      await leave()
    }
    await line.until(
      'the end of the card payment',
      (now) => {
        prompted()
        return !cardIsOpen(now)
      },
      async () => {
        if (plan?.customer === 'walks away') await leave()
        if (!isStill('unknown')) return
        // Refused when it became known just now, or when only the screen does not know yet.
        const isLeft = leftUnknown && (await call('sale.park', { note: null })).ok
        if (!isLeft) await call('payment.checkCard', {})
      },
    )
  }

  const pay = async (payments: readonly PaymentPlan[]): Promise<void> => {
    for (const payment of payments) {
      if (view().phase !== 'paying') return
      if (payment.kind === 'cash') await payCash(payment)
      else await payCard(payment)
    }
  }

  const finish = async (leftUnknown = false): Promise<void> => {
    while (!isFree(view())) {
      const { phase } = view()
      if (phase === 'receipt') await must('sale.next', {})
      else if (phase === 'cart') await must('payment.begin', {})
      else if (cardIsOpen(view())) {
        await whenUp(() => atReader(shop, 'auto_present', { after_ms: 50 }))
        await cardEnds(null, leftUnknown)
      } else await payCash({ kind: 'cash', share: 1, extraMinor: 0, returned: false })
    }
  }

  return {
    finish,
    sell: async (plan) => {
      for (const one of plan.rings) await ring(one)
      for (const change of plan.touches) await touch(change)
      if (plan.parked !== 'no') {
        const { saleId } = view().cart
        await must('sale.park', { note: null })
        if (plan.parked === 'and left') return
        await must('sale.recall', { saleId })
      }
      await must('payment.begin', {})
      if (plan.reopened && view().phase === 'paying') {
        await must('payment.back', {})
        await ring({ how: 'tap', product: 7, quantity: 1 })
        await must('payment.begin', {})
      }
      await pay(plan.payments)
      await finish()
    },
    sellParked: async () => {
      const [first] = await must('sale.parked', {})
      if (first === undefined) return false
      const recalled = await call('sale.recall', { saleId: first.saleId })
      // One that was put aside unknown may have been completed meanwhile.
      if (!recalled.ok && recalled.error.code !== 'parked_sale_not_found') {
        throw new Error(`sale.recall: ${recalled.error.code}: ${recalled.error.message}`)
      }
      await finish()
      return true
    },
  }
}

/** null: all of it. */
const partOf = (remainingMinor: number, share: number): number | null => {
  const part = Math.floor(remainingMinor * share)
  return share >= 1 || part < 1 ? null : part
}

/** The practice Stripe may be down just now; the customer waits until it is not. */
async function whenUp(act: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await act()
    } catch (error) {
      if (tries >= 300) throw error
      await sleep(100)
    }
  }
}
