import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { Amount } from '../../components/amount.tsx'

export type AmountDueProps = {
  readonly label: string
  readonly amountMinor: number
  readonly currency: string
  /** Beneath the amount: `of € 35.75`, rounding. */
  readonly children?: ReactNode
  readonly tight?: boolean
  /** On low screens the amount stands in the frame's head instead. */
  readonly inHead?: boolean
}

/** What is to be paid: the largest thing in the region. It gives way a little on low screens, never by more than one step. */
export function AmountDue({
  label,
  amountMinor,
  currency,
  children,
  tight = false,
  inHead = false,
}: AmountDueProps) {
  return (
    <div
      className={clsx(
        'px-4',
        tight ? 'py-2 [@media(max-height:680px)]:py-0.5' : 'py-4 [@media(max-height:680px)]:py-2',
      )}
    >
      <div
        className={clsx(
          'flex flex-wrap items-baseline justify-between gap-x-4',
          inHead && '[@media(max-height:680px)]:hidden',
        )}
      >
        <span className="text-15 font-medium text-ink-2">{label}</span>
        <Amount
          amountMinor={amountMinor}
          currency={currency}
          className="text-48 font-semibold tracking-tight [@media(max-height:680px)]:text-34"
        />
      </div>
      {children}
    </div>
  )
}
