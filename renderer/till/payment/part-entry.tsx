import { type RefObject, useRef } from 'react'
import { useIntl } from 'react-intl'
import { allocate } from '../../../domain/money/arithmetic.ts'
import { Amount } from '../../components/amount.tsx'
import { Button } from '../../components/button.tsx'
import { NumberPad } from '../../components/number-pad.tsx'
import { keyAmount } from './amount-entry.ts'
import { AmountField } from './amount-field.tsx'
import { paymentMessages as m } from './messages.ts'

export type PartEntryProps = {
  readonly partMinor: number
  readonly remainingMinor: number
  readonly currency: string
  readonly onChange: (partMinor: number) => void
  readonly onEnter: () => void
  readonly errorMessage?: string | undefined
}

const shares = [
  { message: m.half, weights: [1, 1] },
  { message: m.third, weights: [1, 1, 1] },
  { message: m.quarter, weights: [1, 1, 1, 1] },
] as const

/** How much of the rest one tender pays: keyed, or an even share of it. */
export function PartEntry(props: PartEntryProps) {
  const { partMinor, remainingMinor, currency, onChange, onEnter, errorMessage } = props
  const intl = useIntl()
  const field: RefObject<HTMLInputElement | null> = useRef(null)
  const change = (next: number): void => {
    onChange(next)
    field.current?.focus({ preventScroll: true })
  }
  const leavesMinor = remainingMinor - partMinor
  return (
    // What is wrong stands under the pad, which must not move under a finger.
    <div className="grid grid-cols-2 gap-x-4 gap-y-1.5 px-4 pb-3 [@media(max-height:680px)]:pt-1 [@media(max-height:680px)]:pb-1">
      <AmountField
        label={intl.formatMessage(m.part)}
        amountMinor={partMinor}
        currency={currency}
        onChange={onChange}
        onEnter={onEnter}
        errorMessage={errorMessage}
        className="contents! under-pad"
        fieldRef={field}
      />
      <p aria-live="polite" className="contents">
        <span className="col-start-2 row-start-1 text-end text-13 font-medium text-ink-2">
          {intl.formatMessage(m.leaves)}
        </span>
        <Amount
          amountMinor={Math.max(0, leavesMinor)}
          currency={currency}
          className="col-start-2 row-start-2 flex min-h-12 items-center justify-end text-24 font-semibold"
        />
      </p>
      <div className="col-span-2 mt-0.5 grid grid-cols-3 gap-1.5">
        {shares.map(({ message, weights }) => (
          <Button
            key={message.id}
            className="px-2!"
            onPress={() => change(allocate(remainingMinor, weights, currency)[0] ?? 0)}
          >
            {intl.formatMessage(message)}
          </Button>
        ))}
      </div>
      <NumberPad
        onKey={(key) => change(keyAmount(partMinor, key))}
        extraKey="double-zero"
        className="col-span-2 mt-0.5"
      />
    </div>
  )
}
