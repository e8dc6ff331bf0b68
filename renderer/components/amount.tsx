import { clsx } from 'clsx'
import { memo } from 'react'
import { useFormatAmount } from '../i18n/format-amount.ts'

export type AmountProps = {
  readonly amountMinor: number
  readonly currency: string
  readonly className?: string | undefined
}

/** Money as the locale writes it, figures in columns, never broken over two lines, its own direction kept inside right-to-left text. */
export const Amount = memo(function Amount({ amountMinor, currency, className }: AmountProps) {
  const format = useFormatAmount()
  return <bdi className={clsx('tabular whitespace-nowrap', className)}>{format(amountMinor, currency)}</bdi>
})
