import { FormattedMessage } from 'react-intl'
import type { TaxTotal } from '../../../domain/sale/totals.ts'
import { Amount } from '../../components/amount.tsx'
import { receiptMessages as m } from './messages.ts'
import { Percent } from './percent.tsx'

/** What each rate came to over the whole sale: amount without tax, and the tax. */
export function PaperTaxes({
  taxes,
  currency,
}: {
  readonly taxes: readonly TaxTotal[]
  readonly currency: string
}) {
  if (taxes.length === 0) return null
  return (
    <div className="border-t border-dashed border-line-strong pt-3">
      <table className="w-full">
        <caption className="sr-only">
          <FormattedMessage {...m.taxes} />
        </caption>
        <thead>
          <tr className="text-ink-2">
            <th scope="col" className="text-start font-normal">
              <FormattedMessage {...m.rate} />
            </th>
            <th scope="col" className="text-end font-normal">
              <FormattedMessage {...m.base} />
            </th>
            <th scope="col" className="text-end font-normal">
              <FormattedMessage {...m.tax} />
            </th>
          </tr>
        </thead>
        <tbody>
          {taxes.map(({ taxRate, baseMinor, taxMinor }) => (
            <tr key={`${taxRate.id} ${taxRate.ratePpm} ${taxRate.inclusive}`}>
              <th scope="row" className="text-start font-normal">
                {taxRate.name} {!taxRate.name.includes('%') && <Percent ppm={taxRate.ratePpm} />}
              </th>
              <td className="text-end">
                <Amount amountMinor={baseMinor} currency={currency} />
              </td>
              <td className="text-end">
                <Amount amountMinor={taxMinor} currency={currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {taxes.every(({ taxRate }) => taxRate.inclusive) && (
        <p className="mt-1 text-ink-2">
          <FormattedMessage {...m.included} />
        </p>
      )}
    </div>
  )
}
