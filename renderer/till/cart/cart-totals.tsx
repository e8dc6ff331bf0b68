import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { useIntl } from 'react-intl'
import type { Cart } from '../../../domain/sale/cart.ts'
import type { SaleTotals } from '../../../domain/sale/totals.ts'
import { Amount } from '../../components/amount.tsx'
import { formatPpm } from './format-percent.ts'
import { cartMessages } from './messages.ts'

/** What the sale comes to, pinned under the lines. Rows that say nothing are left out. */
export function CartTotals({ cart, totals }: { readonly cart: Cart; readonly totals: SaleTotals }) {
  const intl = useIntl()
  const { currency } = totals
  const isAdded = totals.taxes.some(({ taxRate, taxMinor }) => !taxRate.inclusive && taxMinor !== 0)
  const showsSubtotal = totals.discountMinor !== 0 || isAdded
  return (
    <dl className="flex flex-col gap-0.5 border-t border-line px-4 py-3">
      {showsSubtotal && (
        <Row name={intl.formatMessage(cartMessages.subtotal)}>
          <Amount amountMinor={totals.grossMinor} currency={currency} />
        </Row>
      )}
      {totals.discountMinor !== 0 && (
        <Row name={discountName(intl, cart)} className="font-medium text-accent-soft-ink">
          <Amount amountMinor={-totals.discountMinor} currency={currency} />
        </Row>
      )}
      {totals.taxes.map(({ taxRate, taxMinor }) => (
        <Row
          key={taxRate.id}
          name={intl.formatMessage(taxRate.inclusive ? cartMessages.taxIncluded : cartMessages.taxAdded, {
            name: taxRate.name,
          })}
        >
          <Amount amountMinor={taxMinor} currency={currency} />
        </Row>
      ))}
      <Row
        name={intl.formatMessage(cartMessages.total)}
        className="pt-1 text-24 font-semibold text-ink"
        isTotal
      >
        <Amount amountMinor={totals.totalMinor} currency={currency} />
      </Row>
    </dl>
  )
}

const discountName = (intl: ReturnType<typeof useIntl>, { discount }: Cart): string =>
  discount?.kind === 'percent'
    ? intl.formatMessage(cartMessages.saleDiscountPercent, { percent: formatPpm(intl, discount.ratePpm) })
    : intl.formatMessage(cartMessages.discounts)

function Row({
  name,
  children,
  className,
  isTotal = false,
}: {
  readonly name: string
  readonly children: ReactNode
  readonly className?: string
  readonly isTotal?: boolean
}) {
  return (
    <div
      className={clsx(
        'flex items-baseline justify-between gap-4',
        !isTotal && 'text-13',
        className ?? 'text-ink-2',
      )}
    >
      <dt className="min-w-0">{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
