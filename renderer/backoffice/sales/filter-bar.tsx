import { useState } from 'react'
import { useIntl } from 'react-intl'
import { parseDecimalText } from '../../../domain/money/decimal.ts'
import { ChipTabs } from '../../components/chip-tabs.tsx'
import { TextField } from '../../components/text-field.tsx'
import { Choice } from '../app/preferences.tsx'
import { useShop } from '../app/shop-context.ts'
import { dayOf } from '../app/shop-days.ts'
import { salesMessages as m } from './messages.ts'
import { type Period, periodDays, periodOf, type SalesFilters } from './sales-filters.ts'

const periods = ['all', 'today', 'yesterday', 'week', 'custom'] as const

/** Which sales: period, register, receipt number, exact total. What is chosen is the address. */
export function FilterBar({
  filters,
  onChange,
}: {
  readonly filters: SalesFilters
  readonly onChange: (filters: SalesFilters) => void
}) {
  const intl = useIntl()
  const { store, registers } = useShop()
  const today = dayOf(Date.now(), store.timeZone)
  const [isCustom, setCustom] = useState(false)
  const period: Period = isCustom ? 'custom' : periodOf(filters, today)
  const set = (change: Partial<SalesFilters>): void => onChange({ ...filters, ...change })
  const choosePeriod = (next: Period): void => {
    setCustom(next === 'custom')
    if (next !== 'custom') set(periodDays(next, today))
  }
  const isAmountWrong = filters.amount !== '' && !parseDecimalText(filters.amount, store.currency).ok

  return (
    <search aria-label={intl.formatMessage(m.filters)} className="flex flex-col gap-4">
      <ChipTabs
        label={intl.formatMessage(m.period)}
        chips={periods.map((id) => ({ id, label: intl.formatMessage(m[id]) }))}
        selected={period}
        onSelect={choosePeriod}
      />
      <div className="flex flex-wrap items-start gap-4">
        {period === 'custom' && (
          <>
            <TextField
              label={intl.formatMessage(m.fromDay)}
              type="date"
              value={filters.fromDay}
              onChange={(fromDay) => set({ fromDay })}
              className="w-44"
            />
            <TextField
              label={intl.formatMessage(m.toDay)}
              type="date"
              value={filters.toDay}
              onChange={(toDay) => set({ toDay })}
              className="w-44"
            />
          </>
        )}
        {registers.length > 1 && (
          <Choice
            label={intl.formatMessage(m.register)}
            value={filters.registerId}
            options={[{ id: '', name: intl.formatMessage(m.anyRegister) }, ...registers]}
            onChange={(registerId) => set({ registerId })}
          />
        )}
        <TextField
          label={intl.formatMessage(m.receiptNo)}
          value={filters.receiptNo}
          onChange={(receiptNo) => set({ receiptNo })}
          maxLength={40}
          className="w-52"
        />
        <TextField
          label={intl.formatMessage(m.amount)}
          inputMode="decimal"
          value={filters.amount}
          onChange={(amount) => set({ amount })}
          maxLength={20}
          className="w-40"
          inputClassName="tabular text-end"
          errorMessage={
            isAmountWrong
              ? intl.formatMessage(m.amountWrong, { example: intl.formatNumber(12.5) })
              : undefined
          }
        />
      </div>
    </search>
  )
}
