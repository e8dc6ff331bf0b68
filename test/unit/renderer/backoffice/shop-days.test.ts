import { expect, test } from 'vitest'
import { addDays, dayOf } from '../../../../renderer/backoffice/app/shop-days.ts'

test('a day begins at the midnight of the shop, not of this machine', () => {
  const justAfterMidnight = Date.UTC(2026, 10, 22, 23, 30)
  expect(dayOf(justAfterMidnight, 'Europe/Amsterdam')).toBe('2026-11-23')
  expect(dayOf(justAfterMidnight, 'UTC')).toBe('2026-11-22')
  expect(dayOf(justAfterMidnight, 'Pacific/Auckland')).toBe('2026-11-23')
})

test('days are counted on the calendar, across the change of clocks, months and leap years', () => {
  expect(addDays('2026-10-25', 1)).toBe('2026-10-26')
  expect(addDays('2026-03-29', -1)).toBe('2026-03-28')
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(addDays('2027-01-01', -1)).toBe('2026-12-31')
})
