import type { Handlers } from '../../domain/protocol/bridge.ts'
import type { TillState } from '../../domain/protocol/views.ts'
import { type Catalogue, createCatalogue } from '../catalogue/catalogue.ts'
import { createParking, type Parking } from '../parking/parking.ts'
import { type CardPayments, createCardPayments } from '../payments/card-payments.ts'
import { cashHandlers } from '../payments/cash.ts'
import { createLiveCards } from '../payments/live-cards.ts'
import { type PaymentHandlers, paymentHandlers } from '../payments/payment-handlers.ts'
import { createProcessorWatch } from '../payments/processor-watch.ts'
import type { CardReader, ChosenReader } from '../readers/card-reader.ts'
import { readChosenReader } from '../readers/chosen-reader.ts'
import { createCustomerDisplay } from '../readers/customer-display.ts'
import { driverOf, type ReaderDrivers } from '../readers/drivers.ts'
import { createReaders, type Readers } from '../readers/readers.ts'
import { createSdkReader, type SdkReader } from '../readers/sdk-reader.ts'
import { createServerDrivenReader } from '../readers/server-driven-reader.ts'
import { createHistory } from '../sales/history.ts'
import type { TillContext } from '../till-context.ts'
import { type CartHandlers, cartHandlers } from './cart-handlers.ts'
import { createCounter } from './counter.ts'
import { counterView } from './counter-view.ts'

export type CounterSide = {
  readonly handlers: Catalogue['handlers'] &
    CartHandlers &
    Parking['handlers'] &
    PaymentHandlers &
    Pick<Handlers, 'payment.cash' | 'payment.returnCash'> &
    ReturnType<typeof createHistory> &
    Readers['handlers'] &
    SdkReader['handlers']
  readonly catalogue: Catalogue
  readonly readers: Readers
  readonly parking: Parking
  /** What TillState says of this side. */
  tillPart(): Pick<TillState, 'reader' | 'works' | 'catalogue' | 'parkedCount'>
  /** Takes up card payments that a restart left open, and looks for the reader. */
  start(): void
  close(): Promise<void>
}

/** Drivers in place of this till's own: for tests. */
export type MoreDrivers = (
  context: TillContext,
  chosen: () => ChosenReader | null,
) => Omit<ReaderDrivers, 'server'>

/** Everything at the counter, built from the till's context. `tillState` is asked when a handler answers with the whole state. */
export function composeCounter(
  outside: TillContext,
  tillState: () => TillState,
  moreDrivers: MoreDrivers = () => ({}),
): CounterSide {
  const processor = createProcessorWatch(outside)
  const context: TillContext = { ...outside, server: processor.server }
  const { store } = context
  const liveCards = createLiveCards()
  const catalogue = createCatalogue(store.db)
  const chosen = () => readChosenReader(store.db)
  const sdk = createSdkReader(context, chosen)
  const drivers: ReaderDrivers = {
    server: createServerDrivenReader(context.server, chosen),
    sdk,
    ...moreDrivers(context, chosen),
  }
  const cardReader = (): CardReader => driverOf(drivers, chosen())
  const readers = createReaders(context, drivers, tillState)
  const display = createCustomerDisplay(context, readers.chosen, cardReader)
  const counter = createCounter(context, (state, revision) => {
    const identity = context.identity()
    return identity.ok ? counterView(store.db, identity.value, liveCards, state, revision) : identity
  })
  const parking = createParking(context, counter)
  const cards: CardPayments = createCardPayments(context, counter, liveCards, cardReader, display.quiet)
  counter.onChange(display.show)

  return {
    handlers: {
      ...catalogue.handlers,
      ...cartHandlers(context, counter, catalogue),
      ...parking.handlers,
      ...paymentHandlers(context, counter, cards, readers.chosen, cardReader),
      ...cashHandlers(context, counter),
      ...createHistory(context),
      ...readers.handlers,
      ...sdk.handlers,
    },
    catalogue,
    readers,
    parking,
    tillPart: () => ({
      reader: chosen(),
      works: worksNow(context, processor.isDown(), chosen() !== null),
      catalogue: catalogue.summary(),
      parkedCount: parking.count(),
    }),
    start() {
      cards.resume()
      readers.start()
      processor.start()
    },
    async close() {
      display.close()
      readers.close()
      await Promise.all([cards.close(), processor.close()])
      for (const driver of Object.values(drivers)) driver.close()
    },
  }
}

/** What can be sold for right now. Cash needs nobody; a card needs the server, the processor behind it and a reader. */
function worksNow(context: TillContext, isProcessorDown: boolean, hasReader: boolean): TillState['works'] {
  if (!context.identity().ok) return { cash: false, card: false, cardReason: 'not-paired' }
  if (!context.isOnline()) return { cash: true, card: false, cardReason: 'offline' }
  if (isProcessorDown) return { cash: true, card: false, cardReason: 'processor-down' }
  if (!hasReader) return { cash: true, card: false, cardReason: 'no-reader' }
  return { cash: true, card: true, cardReason: null }
}
