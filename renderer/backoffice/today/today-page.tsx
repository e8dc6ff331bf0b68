import ChevronLeft from 'lucide-react/icons/chevron-left'
import ChevronRight from 'lucide-react/icons/chevron-right'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import { allocate } from '../../../domain/money/arithmetic.ts'
import { type Summary, summarySchema } from '../../../domain/protocol/backoffice.ts'
import { Amount } from '../../components/amount.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { useQuery } from '../api/use-query.ts'
import { Answer } from '../app/answer.tsx'
import { Page } from '../app/page.tsx'
import { hrefOf } from '../app/route.ts'
import { useShop } from '../app/shop-context.ts'
import { addDays, dayOf } from '../app/shop-days.ts'
import { HowPaid } from './how-paid.tsx'
import { todayMessages as m } from './messages.ts'
import { NeedsPerson } from './needs-person.tsx'

const freshEveryMs = 15_000

/** Opens on what needs a person; below it the day in figures, each with what it means. */
export function TodayPage() {
  const intl = useIntl()
  const { store } = useShop()
  const today = dayOf(Date.now(), store.timeZone)
  const [chosen, setChosen] = useState<string | null>(null)
  const day = chosen ?? today
  const summary = useQuery(`/v1/backoffice/summary?day=${day}`, summarySchema, freshEveryMs)
  const go = (count: number): void => {
    const next = addDays(day, count)
    setChosen(next === today ? null : next)
  }
  return (
    <Page
      title={
        day === today
          ? intl.formatMessage(m.title)
          : intl.formatDate(`${day}T12:00:00Z`, { timeZone: 'UTC', dateStyle: 'full' })
      }
      actions={
        <>
          <IconButton
            variant="outlined"
            label={intl.formatMessage(m.previousDay)}
            icon={<ChevronLeft aria-hidden="true" size={20} className="rtl:-scale-x-100" />}
            onPress={() => go(-1)}
          />
          <IconButton
            variant="outlined"
            label={intl.formatMessage(m.nextDay)}
            icon={<ChevronRight aria-hidden="true" size={20} className="rtl:-scale-x-100" />}
            isDisabled={day === today}
            onPress={() => go(1)}
          />
        </>
      }
    >
      <Answer query={summary}>
        {(value) => (
          <>
            <NeedsPerson summary={value} />
            <Figures summary={value} />
            <HowPaid summary={value} />
            <a
              href={hrefOf('sales', { filters: { fromDay: value.day, toDay: value.day } })}
              className="self-start text-15 font-medium text-accent underline underline-offset-4"
            >
              {intl.formatMessage(m.allSales)}
            </a>
          </>
        )}
      </Answer>
    </Page>
  )
}

function Figures({ summary }: { readonly summary: Summary }) {
  const intl = useIntl()
  const { currency, saleCount } = summary
  const takingsMinor = summary.totalMinor + summary.roundingMinor
  const averageMinor =
    saleCount === 0 ? null : (allocate(takingsMinor, Array<number>(saleCount).fill(1), currency)[0] ?? 0)
  const amount = (amountMinor: number) => <Amount amountMinor={amountMinor} currency={currency} />
  return (
    <dl className="grid grid-cols-2 xl:grid-cols-3 2xl:grid-cols-6 gap-px overflow-hidden rounded-tile border border-line bg-line">
      <Figure name={intl.formatMessage(m.takings)} help={intl.formatMessage(m.takingsHelp)}>
        {amount(takingsMinor)}
      </Figure>
      <Figure
        name={intl.formatMessage(m.sales)}
        help={intl.formatMessage(m.items, { count: summary.itemCount })}
      >
        {intl.formatNumber(saleCount)}
      </Figure>
      <Figure name={intl.formatMessage(m.average)} help={intl.formatMessage(m.averageHelp)}>
        {averageMinor === null ? '—' : amount(averageMinor)}
      </Figure>
      <Figure name={intl.formatMessage(m.tax)} help={intl.formatMessage(m.taxHelp)}>
        {amount(summary.taxMinor)}
      </Figure>
      <Figure name={intl.formatMessage(m.discounts)} help={intl.formatMessage(m.discountsHelp)}>
        {amount(summary.discountMinor)}
      </Figure>
      <Figure name={intl.formatMessage(m.rounding)} help={intl.formatMessage(m.roundingHelp)}>
        {amount(summary.roundingMinor)}
      </Figure>
    </dl>
  )
}

function Figure({
  name,
  help,
  children,
}: {
  readonly name: string
  readonly help: string
  readonly children: ReactNode
}) {
  return (
    <div className="flex flex-col gap-1 bg-surface p-4">
      <dt className="text-13 font-medium text-ink-2">{name}</dt>
      <dd className="tabular text-24 font-semibold">{children}</dd>
      <dd className="text-13 text-ink-3">{help}</dd>
    </div>
  )
}
