import { expect, test } from 'vitest'
import { salesQuerySchema } from '../../../../domain/protocol/backoffice.ts'
import {
  isUnfiltered,
  periodDays,
  periodOf,
  readFilters,
  type SalesFilters,
  salesPath,
} from '../../../../renderer/backoffice/sales/sales-filters.ts'

const none: SalesFilters = { fromDay: '', toDay: '', registerId: '', receiptNo: '', amount: '' }
const queryOf = (path: string) => Object.fromEntries(new URL(path, 'http://x').searchParams)

test('each named period is recognised by its days, on the last day of a month too', () => {
  for (const today of ['2026-11-23', '2026-03-01', '2027-01-01', '2028-02-29']) {
    for (const period of ['all', 'today', 'yesterday', 'week'] as const) {
      expect(periodOf({ ...none, ...periodDays(period, today) }, today)).toBe(period)
    }
  }
  expect(periodDays('yesterday', '2026-03-01').fromDay).toBe('2026-02-28')
  expect(periodDays('week', '2027-01-03')).toEqual({ fromDay: '2026-12-28', toDay: '2027-01-03' })
  expect(periodOf({ ...none, fromDay: '2026-01-01' }, '2026-11-23')).toBe('custom')
})

test('what is asked of the server is what the server understands', () => {
  const path = salesPath(
    {
      fromDay: '2026-11-01',
      toDay: '2026-11-30',
      registerId: 'register-front',
      receiptNo: ' FRONT-000004 ',
      amount: '12,5',
    },
    'EUR',
  )
  expect(salesQuerySchema.parse(queryOf(path))).toEqual({
    fromDay: '2026-11-01',
    toDay: '2026-11-30',
    registerId: 'register-front',
    receiptNo: 'FRONT-000004',
    amountMinor: 1_250,
    limit: 50,
  })
})

test('half an amount or an impossible day is left out instead of guessed at', () => {
  const query = queryOf(salesPath({ ...none, amount: '1.234,5', fromDay: '2026-1' }, 'EUR'))
  expect(query).toEqual({ limit: '50' })
})

test('amounts follow the exponent of the currency', () => {
  expect(queryOf(salesPath({ ...none, amount: '500' }, 'JPY')).amountMinor).toBe('500')
  expect(queryOf(salesPath({ ...none, amount: '1.250' }, 'KWD')).amountMinor).toBe('1250')
})

test('an address without filters has none', () => {
  expect(isUnfiltered(readFilters(new URLSearchParams()))).toBe(true)
  expect(isUnfiltered(readFilters(new URLSearchParams('receiptNo=1')))).toBe(false)
})
