import { parseDecimalText } from '../../../domain/money/decimal.ts'
import { addDays } from '../app/shop-days.ts'

/** The filters of the sales list as they stand in the address: text, as typed. */
export type SalesFilters = {
  readonly fromDay: string
  readonly toDay: string
  readonly registerId: string
  readonly receiptNo: string
  readonly amount: string
}
export type Period = 'all' | 'today' | 'yesterday' | 'week' | 'custom'

export const readFilters = (params: URLSearchParams): SalesFilters => ({
  fromDay: params.get('fromDay') ?? '',
  toDay: params.get('toDay') ?? '',
  registerId: params.get('registerId') ?? '',
  receiptNo: params.get('receiptNo') ?? '',
  amount: params.get('amount') ?? '',
})

export const isUnfiltered = (filters: SalesFilters): boolean =>
  Object.values(filters).every((value) => value === '')

export function periodDays(
  period: Exclude<Period, 'custom'>,
  today: string,
): Pick<SalesFilters, 'fromDay' | 'toDay'> {
  switch (period) {
    case 'all':
      return { fromDay: '', toDay: '' }
    case 'today':
      return { fromDay: today, toDay: today }
    case 'yesterday':
      return { fromDay: addDays(today, -1), toDay: addDays(today, -1) }
    case 'week':
      return { fromDay: addDays(today, -6), toDay: today }
  }
}

/** Which period the days amount to, so that a shared address shows the same chip. */
export function periodOf(filters: Pick<SalesFilters, 'fromDay' | 'toDay'>, today: string): Period {
  const named = (['all', 'today', 'yesterday', 'week'] as const).find((period) => {
    const days = periodDays(period, today)
    return days.fromDay === filters.fromDay && days.toDay === filters.toDay
  })
  return named ?? 'custom'
}

/** The server's address for these filters; a filter that makes no sense (half an amount, an impossible day) is left out. */
export function salesPath(filters: SalesFilters, currency: string): string {
  const query = new URLSearchParams()
  for (const name of ['fromDay', 'toDay'] as const) {
    if (/^\d{4}-\d{2}-\d{2}$/.test(filters[name])) query.set(name, filters[name])
  }
  if (filters.registerId !== '') query.set('registerId', filters.registerId)
  if (filters.receiptNo.trim() !== '') query.set('receiptNo', filters.receiptNo.trim())
  const amount = filters.amount.trim() === '' ? null : parseDecimalText(filters.amount, currency)
  if (amount?.ok === true) query.set('amountMinor', String(amount.value))
  query.set('limit', '50')
  return `/v1/backoffice/sales?${query}`
}
