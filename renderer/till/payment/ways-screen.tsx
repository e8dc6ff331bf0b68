import Banknote from 'lucide-react/icons/banknote'
import CreditCard from 'lucide-react/icons/credit-card'
import Split from 'lucide-react/icons/split'
import { useId, useState } from 'react'
import { FormattedMessage, useIntl } from 'react-intl'
import type { CounterView, PayingView } from '../../../domain/protocol/views.ts'
import { Amount } from '../../components/amount.tsx'
import { Button } from '../../components/button.tsx'
import { useFormatAmount } from '../../i18n/format-amount.ts'
import { useDialogs, useTill } from '../state/till-context.tsx'
import { AmountDue } from './amount-due.tsx'
import { CardOutcome, hasEnded } from './card-outcome.tsx'
import { ChangeNow } from './change-now.tsx'
import { paymentMessages as m } from './messages.ts'
import { PartEntry } from './part-entry.tsx'
import { PaymentFrame } from './payment-frame.tsx'
import { SaleLines } from './sale-lines.tsx'
import { TenderList } from './tender-list.tsx'
import type { MoneyCall } from './use-money-call.ts'

export type WaysScreenProps = {
  readonly counter: CounterView
  readonly paying: PayingView
  /** null: all that remains; otherwise the part being entered, 0 while nothing is typed. */
  readonly partMinor: number | null
  readonly onPart: (partMinor: number | null) => void
  readonly onCash: () => void
  readonly money: MoneyCall
}

/** What is to pay, what was paid, and the ways to pay the rest or a part of it. */
export function WaysScreen({ counter, paying, partMinor, onPart, onCash, money }: WaysScreenProps) {
  const intl = useIntl()
  const format = useFormatAmount()
  const { currency, totalMinor } = counter.totals
  const { remainingMinor, tenders, card } = paying
  const [partProblem, setPartProblem] = useState<string | undefined>(undefined)

  const changePart = (next: number | null): void => {
    setPartProblem(undefined)
    onPart(next)
  }
  /** Runs the choice unless the part that it would pay makes no sense. */
  const choose = (pay: () => void): void => {
    if (partMinor === 0) setPartProblem(intl.formatMessage(m.partMissing))
    else if (partMinor !== null && partMinor >= remainingMinor) {
      setPartProblem(intl.formatMessage(m.partTooLarge, { remaining: format(remainingMinor, currency) }))
    } else pay()
  }
  // A card's end is told with the sum it was for; while another part is being typed it would only be in the way.
  const ended = hasEnded(card) && (partMinor === null || card.amountMinor === partMinor) ? card : null
  const isFree = remainingMinor === 0 && tenders.length === 0

  return (
    <PaymentFrame
      title={intl.formatMessage(partMinor === null ? m.region : m.takePart)}
      back={wayBack()}
      {...(partMinor === null ? {} : { amount: <Amount amountMinor={remainingMinor} currency={currency} /> })}
      foot={
        isFree ? (
          <FreeSale money={money} />
        ) : (
          <Ways
            money={money}
            autoFocus={partMinor === null}
            onCard={() => choose(() => void money.run('payment.card', { amountMinor: partMinor }))}
            onCash={() => choose(onCash)}
            focusCash={ended !== null && ended.attempt >= 3}
          />
        )
      }
    >
      <AmountDue
        label={intl.formatMessage(tenders.length === 0 ? m.toPay : m.stillToPay)}
        amountMinor={remainingMinor}
        currency={currency}
        tight={partMinor !== null}
        inHead={partMinor !== null}
      >
        {tenders.length > 0 && partMinor === null && (
          <p className="text-end text-15 text-ink-2">
            <FormattedMessage
              {...m.ofTotal}
              values={{ total: <Amount amountMinor={totalMinor} currency={currency} /> }}
            />
          </p>
        )}
      </AmountDue>
      {ended !== null && <CardOutcome card={ended} />}
      {partMinor !== null && (
        <PartEntry
          partMinor={partMinor}
          remainingMinor={remainingMinor}
          currency={currency}
          onChange={changePart}
          onEnter={() => choose(() => undefined)}
          errorMessage={partProblem}
        />
      )}
      {partMinor === null && (
        <>
          <ChangeNow tenders={tenders} currency={currency} />
          <TenderList tenders={tenders} currency={currency} money={money} />
          {!isFree && (
            <div className="px-2 py-1">
              <Button
                variant="quiet"
                onPress={() => changePart(0)}
                icon={<Split aria-hidden="true" size={20} />}
              >
                {intl.formatMessage(m.takePart)}
              </Button>
            </div>
          )}
          <SaleLines counter={counter} />
        </>
      )}
    </PaymentFrame>
  )

  function wayBack() {
    if (partMinor !== null) return { label: intl.formatMessage(m.wholeRest), onBack: () => changePart(null) }
    if (tenders.length > 0) return null
    return {
      label: intl.formatMessage(m.back),
      onBack: () => void money.run('payment.back', {}),
      isPending: money.pending === 'payment.back',
    }
  }
}

function FreeSale({ money }: { readonly money: MoneyCall }) {
  const intl = useIntl()
  return (
    <div className="flex flex-col gap-3">
      <p className="text-15 text-ink-2">{intl.formatMessage(m.nothingToPay)}</p>
      <Button
        size="xl"
        variant="primary"
        autoFocus
        isPending={money.pending === 'payment.cash'}
        onPress={() => void money.run('payment.cash', { amountMinor: null, givenMinor: 0 })}
      >
        {intl.formatMessage(m.completeFree)}
      </Button>
    </div>
  )
}

const cardReasons = {
  offline: m.cardOffline,
  'no-reader': m.cardNoReader,
  'not-paired': m.cardNotPaired,
  'processor-down': m.cardProcessorDown,
} as const

function Ways({
  money,
  autoFocus,
  onCard,
  onCash,
  focusCash,
}: {
  readonly money: MoneyCall
  readonly autoFocus: boolean
  readonly onCard: () => void
  readonly onCash: () => void
  readonly focusCash: boolean
}) {
  const intl = useIntl()
  const { works } = useTill()
  const dialogs = useDialogs()
  const reasonId = useId()
  const isBusy = money.pending !== null
  const way =
    'flex-1 flex-col gap-1! text-24! min-h-28! [@media(max-height:680px)]:min-h-18! [@media(max-height:680px)]:text-18!'
  const cardFirst = works.card && !focusCash
  return (
    <div className="flex flex-col gap-3">
      {!works.card && (
        <div id={reasonId} className="flex flex-wrap items-center justify-between gap-x-3 text-15 text-ink-2">
          <p className="min-w-[60%] flex-1">
            {intl.formatMessage(cardReasons[works.cardReason ?? 'offline'])}
          </p>
          {works.cardReason === 'no-reader' && (
            <Button onPress={() => dialogs.open('readers')}>{intl.formatMessage(m.chooseReader)}</Button>
          )}
        </div>
      )}
      <div className="flex gap-3">
        <Button
          variant={cardFirst ? 'primary' : 'secondary'}
          className={way}
          icon={<CreditCard aria-hidden="true" size={28} />}
          {...(works.card ? {} : { 'aria-describedby': reasonId })}
          autoFocus={autoFocus && cardFirst}
          isDisabled={!works.card || isBusy}
          onPress={onCard}
        >
          {intl.formatMessage(m.card)}
        </Button>
        <Button
          variant={cardFirst ? 'secondary' : 'primary'}
          className={way}
          icon={<Banknote aria-hidden="true" size={28} />}
          autoFocus={autoFocus && !cardFirst}
          isDisabled={isBusy}
          onPress={onCash}
        >
          {intl.formatMessage(m.cash)}
        </Button>
      </div>
    </div>
  )
}
