import { type RefObject, useRef } from 'react'
import { FormattedMessage, useIntl } from 'react-intl'
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
    <div className="flex flex-col gap-2 px-4 pb-3">
      <AmountField
        label={intl.formatMessage(m.part)}
        amountMinor={partMinor}
        currency={currency}
        onChange={onChange}
        onEnter={onEnter}
        errorMessage={errorMessage}
        fieldRef={field}
      />
      <p className="min-h-5 text-end text-13 text-ink-2">
        {partMinor > 0 && leavesMinor > 0 ? (
          <FormattedMessage
            {...m.leaves}
            values={{ remaining: <Amount amountMinor={leavesMinor} currency={currency} /> }}
          />
        ) : (
          partMinor === 0 && <FormattedMessage {...m.partHint} />
        )}
      </p>
      <div className="grid grid-cols-3 gap-1.5">
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
      <NumberPad onKey={(key) => change(keyAmount(partMinor, key))} extraKey="double-zero" />
    </div>
  )
}
