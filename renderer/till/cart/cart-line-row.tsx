import { clsx } from 'clsx'
import Tag from 'lucide-react/icons/tag'
import { memo } from 'react'
import { useIntl } from 'react-intl'
import { quantityMax } from '../../../domain/catalogue/product.ts'
import type { CartLine } from '../../../domain/sale/cart.ts'
import { Amount } from '../../components/amount.tsx'
import { Stepper } from '../../components/stepper.tsx'
import { useFormatAmount } from '../../i18n/format-amount.ts'
import { formatPpm } from './format-percent.ts'
import { cartMessages } from './messages.ts'

export type CartLineRowProps = {
  readonly line: CartLine
  readonly currency: string
  readonly grossMinor: number
  readonly lineDiscountMinor: number
  readonly isSelected: boolean
  readonly isLast: boolean
  readonly onSelect: (lineId: string) => void
  readonly onQuantity: (lineId: string, quantity: number) => void
}

/** One line: what, how many, how much; its discount indented below. Drawn again only when something of its own changed. */
export const CartLineRow = memo(function CartLineRow({ isLast, ...line }: CartLineRowProps) {
  const { isSelected } = line
  return (
    <li
      data-line={line.line.id}
      className={clsx(
        'relative border-b border-line [contain-intrinsic-size:auto_64px] [content-visibility:auto]',
        isSelected ? 'bg-accent-soft' : isLast && 'bg-surface-2',
      )}
    >
      {(isSelected || isLast) && (
        <span aria-hidden="true" className="absolute inset-y-0 start-0 w-1 bg-accent" />
      )}
      <LineContent {...line} />
    </li>
  )
})

/** Apart from what marks the last line, so that the line before it is not drawn again at each scan. */
const LineContent = memo(function LineContent(props: Omit<CartLineRowProps, 'isLast'>) {
  const { line, currency, grossMinor, lineDiscountMinor, isSelected, onSelect, onQuantity } = props
  const intl = useIntl()
  const formatAmount = useFormatAmount()
  const each = intl.formatMessage(cartMessages.each, {
    price: formatAmount(line.unitPriceMinor, currency),
  })
  return (
    <>
      <div className="flex min-h-16 items-center ps-4 pe-4">
        <button
          type="button"
          aria-pressed={isSelected}
          onClick={() => onSelect(line.id)}
          className="focus-inset -ms-2 flex min-h-14 min-w-0 flex-1 flex-col justify-center rounded-control ps-2 text-start"
        >
          <span
            dir="auto"
            className="own-direction line-clamp-2 text-15 leading-[18px] font-medium wrap-anywhere"
          >
            {line.name}
          </span>
          <span className="truncate text-13 text-ink-2">
            {line.variant !== null && (
              <>
                <bdi>{line.variant}</bdi> ·{' '}
              </>
            )}
            <bdi className="tabular">{each}</bdi>
          </span>
        </button>
        <Stepper
          value={line.quantity}
          max={quantityMax}
          label={intl.formatMessage(cartMessages.quantityOf, { name: line.name })}
          onChange={(quantity) => onQuantity(line.id, quantity)}
        />
        <Amount
          amountMinor={grossMinor}
          currency={currency}
          className="min-w-[5.5rem] ps-2 text-end text-15 font-semibold"
        />
      </div>
      {line.discount !== null && (
        <p className="flex items-center justify-between gap-3 ps-8 pe-4 pb-2 text-13 font-medium text-accent-soft-ink">
          <span className="inline-flex items-center gap-1.5">
            <Tag aria-hidden="true" size={14} />
            {line.discount.kind === 'percent'
              ? intl.formatMessage(cartMessages.lineDiscountPercent, {
                  percent: formatPpm(intl, line.discount.ratePpm),
                })
              : intl.formatMessage(cartMessages.lineDiscount)}
          </span>
          <Amount amountMinor={-lineDiscountMinor} currency={currency} />
        </p>
      )}
    </>
  )
})
