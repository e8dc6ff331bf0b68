import { saleIdSchema, storeIdSchema } from '../../../domain/ids/ids.ts'
import { idempotencyKey } from '../../../domain/payment/idempotency-key.ts'
import type { CounterView } from '../../../domain/protocol/views.ts'
import { tillCardsOf } from './ledgers.ts'
import type { Step } from './schedule.ts'
import type { Stand } from './world/stand.ts'
import type { PaymentWorld } from './world/world.ts'

type RefundBody = {
  readonly idempotencyKey: string
  readonly paymentKey: string
  readonly amountMinor: number
  readonly reason: 'requested_by_customer'
}

/** Somebody at one counter, going through steps one after another. Waits for a till that is down, tries each step once, and never minds a refusal. */
export type Person = {
  act(steps: readonly Step[]): Promise<void>
  /** Brings everything at this counter to its end, whatever stands on it: used once nothing goes wrong any more. */
  finish(): Promise<void>
}

const openStates = ['starting', 'waiting', 'processing', 'cancelling', 'unknown']
export const cardIsOpen = (view: CounterView | null): boolean =>
  view?.paying?.card != null && openStates.includes(view.paying.card.state)

/** How long a person looks for a till that is down before going on without it. */
const patienceMs = 60_000

export function createPerson(world: PaymentWorld, stand: Stand): Person {
  const { time, stripe } = world
  const asked: RefundBody[] = []
  let refundNo = 0

  const sleep = (ms: number): Promise<void> => new Promise((resolve) => void time.after(ms, resolve))
  const until = async (holds: () => boolean, maxMs: number): Promise<boolean> => {
    for (let waitedMs = 0; waitedMs < maxMs; waitedMs += 100) {
      if (holds()) return true
      await sleep(100)
    }
    return holds()
  }
  const presents = (card: string, afterMs: number | null): void => {
    if (afterMs === null) stripe.control(`readers/${stand.readerId}/auto_present`, { after_ms: null })
    else stripe.control(`readers/${stand.readerId}/auto_present`, { after_ms: afterMs, card })
  }
  const shareOfRest = (share: number): number | null => {
    const rest = stand.view()?.paying?.remainingMinor ?? 0
    const part = Math.floor(rest * share)
    return share >= 1 || part < 1 ? null : part
  }
  const payCash = async (share: number): Promise<void> => {
    const paying = stand.view()?.paying
    if (paying == null) return
    const amountMinor = shareOfRest(share)
    await stand.call('payment.cash', { amountMinor, givenMinor: (amountMinor ?? paying.cashDueMinor) + 5 })
  }
  const recall = async (): Promise<boolean> => {
    const parked = await stand.call('sale.parked', {})
    const first = parked?.ok === true ? parked.value[0] : undefined
    if (first === undefined) return false
    const recalled = await stand.call('sale.recall', { saleId: first.saleId })
    return recalled?.ok === true
  }

  const send = async (body: RefundBody): Promise<void> => {
    await stand.ask('POST', '/v1/refunds', body)
  }
  const refund = async (step: Step & { do: 'refund' }): Promise<void> => {
    const paid = tillCardsOf(stand.disk.database).filter(({ state }) => state === 'approved')
    const payment = paid.at(-1 - step.of) ?? paid.at(-1)
    const amount = (share: number): number => Math.max(1, Math.floor(amountOf(stand, payment?.key) * share))
    const made = (): RefundBody | null => {
      if (payment === undefined) return null
      refundNo += 1
      const key = idempotencyKey({
        storeId: storeIdSchema.parse(
          world.serverDisk.database.prepare('SELECT store_id FROM stores').pluck().get(),
        ),
        saleId: saleIdSchema.parse(payment.saleId),
        tenderNo: refundNo,
        attempt: 1,
        verb: 'refund',
      })
      const body: RefundBody = {
        idempotencyKey: key,
        paymentKey: payment.key,
        amountMinor: amount(step.share),
        reason: 'requested_by_customer',
      }
      asked.push(body)
      return body
    }
    const last = asked.at(-1)
    const body = step.again && last !== undefined ? last : made()
    if (body === null) return
    const rival = step.rival ? made() : null
    const sent = [body, ...(step.twice ? [body] : []), ...(rival === null ? [] : [rival])]
    await Promise.race([Promise.all(sent.map(send)), sleep(35_000)])
  }

  const take = async (step: Step): Promise<void> => {
    switch (step.do) {
      case 'ring':
        return void (await stand.call('cart.addCustom', {
          name: 'Repair',
          priceMinor: step.priceMinor,
          taxRateId: null,
        }))
      case 'begin':
        return void (await stand.call('payment.begin', {}))
      case 'card': {
        const input = { amountMinor: shareOfRest(step.share) }
        const pressed = [stand.call('payment.card', input)]
        if (step.twice) pressed.push(stand.call('payment.card', input))
        return void (await Promise.all(pressed))
      }
      case 'cash':
        return payCash(step.share)
      case 'customer':
        return presents(step.card, step.presentsAfterMs)
      case 'wait for card':
        return void (await until(() => !cardIsOpen(stand.view()), step.maxMs))
      case 'cancel':
        return void (await stand.call('payment.cancelCard', {}))
      case 'check':
        return void (await stand.call('payment.checkCard', {}))
      case 'park':
        return void (await stand.call('sale.park', { note: null }))
      case 'recall':
        return void (await recall())
      case 'next':
        return void (await stand.call('sale.next', {}))
      case 'back':
        return void (await stand.call('payment.back', {}))
      case 'clear':
        return void (await stand.call('cart.clear', {}))
      case 'refund':
        return refund(step)
    }
  }

  /** One look at the counter, and the one thing to do about it. Answers whether everything is at its end. */
  const finishOne = async (): Promise<boolean> => {
    const view = stand.view()
    if (view === null || cardIsOpen(view)) return false
    if (view.phase === 'receipt') await stand.call('sale.next', {})
    else if (view.phase === 'paying') await payCash(1)
    else if (view.cart.lines.length > 0) await stand.call('cart.clear', {})
    else return !(await recall())
    return false
  }

  return {
    act: async (steps) => {
      for (const step of steps) {
        await sleep(step.afterMs)
        if (step.do !== 'refund') await until(stand.isUp, patienceMs)
        await take(step)
      }
    },
    finish: async () => {
      presents('visa', 400)
      for (let looks = 0; looks < 1_200; looks += 1) {
        if (await finishOne()) break
        // A card that nobody can end is cancelled, as the screen says.
        if (looks % 300 === 299 && cardIsOpen(stand.view())) await stand.call('payment.cancelCard', {})
        await sleep(500)
      }
      // Whoever asked for a refund asks until it is known.
      for (const body of asked) await send(body)
    },
  }
}

const amountOf = (stand: Stand, key: string | undefined): number =>
  Number(
    stand.disk.database
      .prepare('SELECT amount_minor FROM attempts WHERE idempotency_key = ?')
      .pluck()
      .get(key ?? '') ?? 0,
  )
