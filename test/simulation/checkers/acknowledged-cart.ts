import { isDeepStrictEqual } from 'node:util'
import type { CounterView } from '../../../domain/protocol/views.ts'
import type { Result } from '../../../domain/result.ts'
import type { Cart, CartLine } from '../../../domain/sale/cart.ts'
import {
  removeLine,
  setLineDiscount,
  setNote,
  setQuantity,
  setSaleDiscount,
} from '../../../domain/sale/cart-changes.ts'
import type { Tender } from '../../../domain/sale/tender.ts'
import type { TillDisk } from '../disks.ts'
import type { InFlight } from '../witness.ts'

type Counter = NonNullable<TillDisk['counter']>

/** What was known of the counter: shown on a screen, or, when a till died before it showed anything, left on the disk by the till before it. */
export type Shown = {
  readonly phase: Counter['phase']
  readonly cart: Cart
  readonly tenders: readonly Tender[]
  readonly cardIsOpen: boolean
}

const openStates = ['starting', 'waiting', 'processing', 'cancelling', 'unknown']

export const shownByScreen = ({ phase, cart, paying, receipt }: CounterView): Shown => ({
  phase,
  cart,
  tenders: receipt?.tenders ?? paying?.tenders ?? [],
  cardIsOpen: paying?.card != null && openStates.includes(paying.card.state),
})

export const leftOnDisk = ({ counter, shop }: TillDisk): Shown | null =>
  counter === null
    ? null
    : {
        ...counter,
        tenders: shop.tenders.get(counter.cart.saleId) ?? [],
        cardIsOpen: [...shop.attempts.values()].some(
          ({ saleId, state }) => saleId === counter.cart.saleId && state === 'open',
        ),
      }

/**
 * I1 for what stands on the counter: the disk holds what was last shown, or exactly that with the one call done that was never answered,
 * or with the card payment ended that was under way. Answers findings.
 */
export function acknowledgedCart(
  shown: Shown | null,
  inFlight: InFlight | null,
  { counter, shop }: TillDisk,
): readonly string[] {
  if (shown === null) return []
  const holds = sameCounter(shown, counter) || (inFlight !== null && couldBe(inFlight, shown, counter))
  const cardEnds = cardMayEnd(shown, inFlight) && sameSaleIn(['paying', 'receipt'], shown, counter)
  if (!holds && !cardEnds) {
    return [
      `till: the counter showed ${told(shown)}; the disk holds ${told(counter)}; in flight: ${inFlight?.channel ?? 'nothing'}`,
    ]
  }
  return acknowledgedTenders(shown, inFlight, shop.tenders.get(shown.cart.saleId) ?? [])
}

/** Tenders that were shown stand, unless they were just being handed back; one more may stand, if one was being taken. */
function acknowledgedTenders(
  shown: Shown,
  inFlight: InFlight | null,
  onDisk: readonly Tender[],
): readonly string[] {
  const returning = inFlight?.channel === 'payment.returnCash' ? inFlight.input.tenderNo : null
  const lost = shown.tenders.filter(
    (tender) => tender.tenderNo !== returning && !onDisk.some((kept) => isDeepStrictEqual(kept, tender)),
  )
  const more = onDisk.filter(({ tenderNo }) => !shown.tenders.some((tender) => tender.tenderNo === tenderNo))
  const mayBeMore = cardMayEnd(shown, inFlight) || inFlight?.channel === 'payment.cash' ? 1 : 0
  return [
    ...lost.map(({ kind, tenderNo }) => `till: the ${kind} tender ${tenderNo} that was shown is lost`),
    ...(more.length > mayBeMore ? [`till: ${more.length} tenders stand that nobody took`] : []),
  ]
}

const cardMayEnd = ({ phase, cardIsOpen }: Shown, inFlight: InFlight | null): boolean =>
  phase === 'paying' && (cardIsOpen || inFlight?.channel === 'payment.card')

/** An empty cart is nothing to be lost: its number need not be on disk. */
export function sameCounter(shown: Pick<Shown, 'phase' | 'cart'>, counter: Counter | null): boolean {
  if (shown.phase === 'cart' && shown.cart.lines.length === 0) return isEmpty(counter)
  return counter?.phase === shown.phase && isDeepStrictEqual(counter.cart, shown.cart)
}

const isEmpty = (counter: Counter | null): boolean =>
  counter === null || (counter.phase === 'cart' && counter.cart.lines.length === 0)

const sameSaleIn = (phases: readonly Counter['phase'][], shown: Shown, counter: Counter | null): boolean =>
  counter !== null && phases.includes(counter.phase) && isDeepStrictEqual(counter.cart, shown.cart)

/** Whether the disk is what the screen showed before the call, with the call done. */
function couldBe(call: InFlight, shown: Shown, counter: Counter | null): boolean {
  if (call.before !== null && !isDeepStrictEqual(call.before.cart, shown.cart)) return false
  const { cart } = shown
  const changed = (after: Result<Cart>): boolean =>
    counter?.phase === 'cart' && after.ok && isDeepStrictEqual(counter.cart, after.value)
  switch (call.channel) {
    case 'cart.add':
      return rangUp(cart, counter, call.input.quantity)
    case 'cart.scan':
    case 'cart.addCustom':
      return rangUp(cart, counter, 1)
    case 'cart.setQuantity':
      return changed(setQuantity(cart, call.input.lineId as CartLine['id'], call.input.quantity))
    case 'cart.removeLine':
      return changed(removeLine(cart, call.input.lineId as CartLine['id']))
    case 'cart.setLineDiscount':
      return changed(setLineDiscount(cart, call.input.lineId as CartLine['id'], call.input.discount))
    case 'cart.setSaleDiscount':
      return changed(setSaleDiscount(cart, call.input.discount))
    case 'cart.setNote':
      return changed(setNote(cart, call.input.note))
    case 'sale.recall':
      return counter?.phase !== 'receipt' && counter?.cart.saleId === call.input.saleId
    case 'payment.begin':
      return sameSaleIn(['paying', 'receipt'], shown, counter)
    case 'payment.back':
      return sameSaleIn(['cart'], shown, counter)
    case 'payment.cash':
      return sameSaleIn(['paying', 'receipt'], shown, counter)
    case 'sale.park':
    case 'sale.next':
    case 'cart.clear':
      return isEmpty(counter)
    default:
      return false
  }
}

/** All lines as they were, but one that has so much more, or one more at the end. */
function rangUp(before: Cart, counter: Counter | null, quantity: number): boolean {
  if (counter?.phase !== 'cart') return false
  const { lines, ...rest } = counter.cart
  const { lines: linesBefore, ...restBefore } = before
  const others = lines.filter((line, at) => !isDeepStrictEqual(line, linesBefore[at]))
  const [touched] = others
  if (touched === undefined || others.length > 1) return false
  const same = linesBefore.find(({ id }) => id === touched.id)
  const grown =
    same === undefined
      ? lines.length === linesBefore.length + 1 && touched.quantity === quantity
      : isDeepStrictEqual(touched, { ...same, quantity: same.quantity + quantity })
  return grown && (before.lines.length === 0 || isDeepStrictEqual(rest, restBefore))
}

const told = (counter: Pick<Counter, 'phase' | 'cart'> | null): string =>
  counter === null
    ? 'nothing'
    : `${counter.phase} ${counter.cart.saleId.slice(-6)} [${counter.cart.lines.map(({ name, quantity }) => `${quantity} ${name}`).join(', ')}]`
