import { clsx } from 'clsx'
import { useRef, useState } from 'react'
import { FormattedMessage, useIntl } from 'react-intl'
import { quickCash } from '../../../domain/money/quick-cash.ts'
import type { CounterView, PayingView } from '../../../domain/protocol/views.ts'
import { cashDue } from '../../../domain/sale/tendering.ts'
import { Amount } from '../../components/amount.tsx'
import { Button } from '../../components/button.tsx'
import { NumberPad } from '../../components/number-pad.tsx'
import { useFormatAmount } from '../../i18n/format-amount.ts'
import { useTill } from '../state/till-context.tsx'
import { AmountDue } from './amount-due.tsx'
import { keyAmount } from './amount-entry.ts'
import { AmountField } from './amount-field.tsx'
import { checkGiven, type GivenCheck } from './check-given.ts'
import { paymentMessages as m } from './messages.ts'
import { PaymentFrame } from './payment-frame.tsx'
import type { MoneyCall } from './use-money-call.ts'

export type CashScreenProps = {
  readonly counter: CounterView
  readonly paying: PayingView
  /** null: all that remains. */
  readonly partMinor: number | null
  readonly money: MoneyCall
  readonly onBack: () => void
}

const sum = 'min-w-0 px-0! tabular [@media(max-height:680px)]:text-13!'

/** Notes and coins: what is due after rounding, the sums a customer is likely to hand over, or whatever is keyed; Enter takes it. */
export function CashScreen({ counter, paying, partMinor, money, onBack }: CashScreenProps) {
  const intl = useIntl()
  const format = useFormatAmount()
  const incrementMinor = useTill().store?.cashRoundingMinor ?? 1
  const { currency } = counter.totals
  const due = cashDue(counter.totals, paying.tenders, partMinor, incrementMinor)
  const quick = partMinor === null ? paying.quickCashMinor : quickCash(due.dueMinor, currency)

  const field = useRef<HTMLInputElement>(null)
  const [givenMinor, setGivenMinor] = useState(0)
  const [problem, setProblem] = useState<GivenCheck | null>(null)
  const check = checkGiven({ givenMinor, dueMinor: due.dueMinor, quickCashMinor: quick })
  const isBusy = money.pending !== null
  const isPart = check.kind === 'too-little'

  const enter = (next: number): void => {
    setGivenMinor(next)
    setProblem(null)
  }
  const key = (next: number): void => {
    enter(next)
    field.current?.focus({ preventScroll: true })
  }
  const take = (amountMinor: number | null, given: number): void =>
    void money.run('payment.cash', { amountMinor, givenMinor: given })
  const takeGiven = (): void => {
    const seen = problem?.kind === 'implausible'
    if (check.kind === 'enough' || (check.kind === 'implausible' && seen)) take(partMinor, givenMinor)
    else setProblem(check)
  }

  return (
    <PaymentFrame
      title={intl.formatMessage(m.cashTitle)}
      back={{ label: intl.formatMessage(m.otherWay), onBack }}
      amount={<Amount amountMinor={due.dueMinor} currency={currency} />}
      foot={
        <Button
          size="xl"
          variant={isPart ? 'secondary' : 'primary'}
          className="w-full px-3! [@media(max-height:680px)]:min-h-14!"
          shortcut={isPart ? undefined : '↵'}
          isPending={money.pending === 'payment.cash'}
          onPress={isPart ? () => take(givenMinor, givenMinor) : takeGiven}
        >
          {givenMinor === 0 ? (
            intl.formatMessage(m.takeIt)
          ) : (
            <span>
              <FormattedMessage
                {...(isPart ? m.takeAsPart : m.take)}
                values={{ amount: <Amount amountMinor={givenMinor} currency={currency} /> }}
              />
            </span>
          )}
        </Button>
      }
    >
      <AmountDue
        tight
        inHead
        label={intl.formatMessage(m.cashDue)}
        amountMinor={due.dueMinor}
        currency={currency}
      >
        {due.roundingMinor !== 0 && (
          <dl className="mt-1 grid grid-cols-[1fr_auto] gap-x-4 text-15 text-ink-2 [@media(max-height:680px)]:mt-0 [@media(max-height:680px)]:flex [@media(max-height:680px)]:justify-between [@media(max-height:680px)]:gap-x-2 [@media(max-height:680px)]:text-13">
            <dt>{intl.formatMessage(m.amount)}</dt>
            <dd className="text-end">
              <Amount amountMinor={due.amountMinor} currency={currency} />
            </dd>
            <dt>{intl.formatMessage(m.cashRounding)}</dt>
            <dd className="text-end">
              <Amount amountMinor={due.roundingMinor} currency={currency} />
            </dd>
          </dl>
        )}
      </AmountDue>
      <div className="grid auto-cols-fr grid-cols-[repeat(auto-fit,minmax(88px,1fr))] gap-1.5 px-4 [@media(max-height:680px)]:grid-cols-[repeat(auto-fit,minmax(56px,1fr))]">
        <Button className={sum} isDisabled={isBusy} onPress={() => take(partMinor, due.dueMinor)}>
          {intl.formatMessage(m.exact)}
        </Button>
        {quick.map((amountMinor) => (
          <Button
            key={amountMinor}
            className={sum}
            isDisabled={isBusy}
            onPress={() => take(partMinor, amountMinor)}
          >
            <Amount amountMinor={amountMinor} currency={currency} />
          </Button>
        ))}
      </div>
      {/* What is wrong stands under the pad, which must not move under a finger. */}
      <div className="grid grid-cols-2 gap-x-4 gap-y-1.5 px-4 py-3 [@media(max-height:680px)]:py-1.5">
        <AmountField
          label={intl.formatMessage(m.given)}
          amountMinor={givenMinor}
          currency={currency}
          onChange={enter}
          onEnter={takeGiven}
          errorMessage={problem === null ? undefined : problemText(problem)}
          className="contents! under-pad"
          fieldRef={field}
        />
        <ChangeLine check={check} currency={currency} />
        <NumberPad
          onKey={(pad) => key(keyAmount(givenMinor, pad))}
          extraKey="double-zero"
          className="col-span-2 mt-0.5"
        />
      </div>
    </PaymentFrame>
  )

  function problemText(found: GivenCheck): string | undefined {
    switch (found.kind) {
      case 'nothing':
        return intl.formatMessage(m.givenMissing)
      case 'too-little':
        return intl.formatMessage(m.givenTooLittle, { missing: format(found.missingMinor, currency) })
      case 'implausible':
        return intl.formatMessage(m.givenImplausible, { change: format(found.changeMinor, currency) })
      case 'enough':
        return undefined
    }
  }
}

/** What goes back, or what is missing, as the amount is being keyed. */
function ChangeLine({ check, currency }: { readonly check: GivenCheck; readonly currency: string }) {
  const intl = useIntl()
  const isMissing = check.kind === 'too-little'
  const amountMinor =
    check.kind === 'too-little' ? check.missingMinor : check.kind === 'nothing' ? 0 : check.changeMinor
  return (
    <p aria-live="polite" className="contents">
      <span className="col-start-2 row-start-1 text-end text-13 font-medium text-ink-2">
        {intl.formatMessage(isMissing ? m.missing : m.change)}
      </span>
      <Amount
        amountMinor={amountMinor}
        currency={currency}
        className={clsx(
          'col-start-2 row-start-2 flex min-h-12 items-center justify-end text-24 font-semibold',
          isMissing ? 'text-amber-ink' : check.kind === 'nothing' ? 'text-ink-3' : 'text-ink',
        )}
      />
    </p>
  )
}
