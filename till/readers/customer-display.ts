import type { Cart } from '../../domain/sale/cart.ts'
import { priceCart } from '../../domain/sale/price-cart.ts'
import type { CounterState } from '../counter/counter-row.ts'
import type { TillContext } from '../till-context.ts'
import type { CardReader, ChosenReader, ReaderDisplay } from './card-reader.ts'

export type CustomerDisplay = {
  /** The counter has changed. */
  show(state: CounterState): void
  /** Resolves when no cart is on its way to the reader any more, and none will be until the counter is back to a cart. */
  quiet(): Promise<void>
  close(): void
}

const debounceMs = 250
/** An emptied cart is no news to a customer; the next one may already be putting things on the counter. */
const emptiedMs = 2_000
const linesMax = 100

/**
 * The cart on the reader's own display while it is rung up. A reader has one slot: a display call during a payment would replace the payment
 * (research/stripe.md §1.4), so nothing is sent from the moment a sale is being paid, and `quiet` waits for what is on its way.
 * A reader that shows nothing is no reason to stop selling: failures are logged and forgotten.
 */
export function createCustomerDisplay(
  context: TillContext,
  chosenReader: () => ChosenReader | null,
  cardReader: () => CardReader,
): CustomerDisplay {
  const { scheduler, log } = context
  let cancelTimer: (() => void) | null = null
  let onItsWay: Promise<void> | null = null
  let wanted: Cart | null = null
  let showing = false
  let closed = false

  const send = async (cart: Cart, readerId: string): Promise<void> => {
    const body = displayOf(cart)
    const answer = await cardReader().display(body)
    if (!answer.ok) log('info', 'display.failed', { code: answer.error.code, readerId })
    else showing = body.lines.length > 0
  }

  const due = (): void => {
    cancelTimer = null
    const cart = wanted
    const reader = chosenReader()
    if (closed || cart === null || reader === null || onItsWay !== null || !context.isOnline()) return
    wanted = null
    // An empty cart is only worth telling a reader that shows a full one.
    if (cart.lines.length === 0 && !showing) return
    onItsWay = send(cart, reader.id)
      .catch((cause: unknown) => {
        log('warn', 'display.failed', { cause: String(cause), readerId: reader.id })
      })
      .finally(() => {
        onItsWay = null
        if (wanted !== null) plan()
      })
  }

  const plan = (): void => {
    cancelTimer?.()
    cancelTimer = scheduler.after(wanted?.lines.length === 0 ? emptiedMs : debounceMs, due)
  }

  const hush = (): void => {
    cancelTimer?.()
    cancelTimer = null
    wanted = null
  }

  return {
    show(state) {
      if (state.phase === 'cart') {
        wanted = state.cart
        plan()
      } else hush()
    },
    async quiet() {
      hush()
      await onItsWay
      // The payment takes the display's place and leaves the reader idle afterwards.
      showing = false
    },
    close() {
      closed = true
      hush()
    },
  }
}

/** Lines at their price before discounts, and what is to pay, as the domain says. Above a hundred lines the reader shows the last hundred. */
function displayOf(cart: Cart): ReaderDisplay {
  const priced = priceCart(cart)
  const totals = priced.ok ? priced.value : null
  const lines = cart.lines.slice(-linesMax).map((line) => ({
    description: line.variant === null ? line.name : `${line.name} ${line.variant}`.slice(0, 120),
    amountMinor: totals?.lines.find(({ lineId }) => lineId === line.id)?.totalMinor ?? 0,
    quantity: line.quantity,
  }))
  return {
    currency: cart.currency,
    lines,
    taxMinor: totals?.taxMinor ?? 0,
    totalMinor: totals?.totalMinor ?? 0,
  }
}
