import { type KeyboardEvent, useState } from 'react'
import { useIntl } from 'react-intl'
import type { CounterView, PayingView } from '../../../domain/protocol/views.ts'
import { useCounter } from '../state/till-context.tsx'
import { hasEnded } from './card-outcome.tsx'
import { CardScreen, isUnderWay } from './card-screen.tsx'
import { CashScreen } from './cash-screen.tsx'
import { paymentMessages as m } from './messages.ts'
import { UnknownScreen } from './unknown-screen.tsx'
import { useMoneyCall } from './use-money-call.ts'
import { WaysScreen } from './ways-screen.tsx'

/** Takes the cart's place while a sale is being paid. Which screen it shows follows from the till's view alone; the cashier's steps add cash and parts. */
export function PaymentRegion() {
  const intl = useIntl()
  const counter = useCounter()
  return (
    <section aria-label={intl.formatMessage(m.region)} className="h-full min-h-0">
      {counter.phase === 'paying' && counter.paying !== null && (
        // A tender more or less begins the choice anew.
        <Paying key={counter.paying.tenders.length} counter={counter} paying={counter.paying} />
      )}
    </section>
  )
}

function Paying({ counter, paying }: { readonly counter: CounterView; readonly paying: PayingView }) {
  const money = useMoneyCall()
  const { card } = paying
  const { currency } = counter.totals
  const [view, setView] = useState<'ways' | 'cash'>('ways')
  // After a reload the part that a card was declined for is still the part to pay.
  const [partMinor, setPartMinor] = useState<number | null>(
    card !== null && hasEnded(card) && card.amountMinor < paying.remainingMinor ? card.amountMinor : null,
  )

  /** Esc takes back the last step here; with none left, the counter's own Esc leads back to the sale. */
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || (view === 'ways' && partMinor === null)) return
    event.preventDefault()
    if (view === 'cash') setView('ways')
    else setPartMinor(null)
  }

  if (isUnderWay(card)) return <CardScreen card={card} currency={currency} money={money} />
  if (card?.state === 'unknown') return <UnknownScreen card={card} currency={currency} money={money} />
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens for Esc on its way up from the controls inside
    <div className="h-full" onKeyDown={onKeyDown}>
      {view === 'cash' ? (
        <CashScreen
          counter={counter}
          paying={paying}
          partMinor={partMinor}
          money={money}
          onBack={() => setView('ways')}
        />
      ) : (
        <WaysScreen
          counter={counter}
          paying={paying}
          partMinor={partMinor}
          onPart={setPartMinor}
          onCash={() => setView('cash')}
          money={money}
        />
      )}
    </div>
  )
}
