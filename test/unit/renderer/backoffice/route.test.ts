import { expect, test } from 'vitest'
import { hrefOf, parseRoute } from '../../../../renderer/backoffice/app/route.ts'

test('an address without a page, or with one that does not exist, opens today', () => {
  for (const hash of ['', '#', '#/', '#/nonsense', '#/nonsense/1?x=y']) {
    expect(parseRoute(hash).page).toBe('today')
  }
})

test('a page, an id and filters come back as they were put into an address', () => {
  const href = hrefOf('sales', { filters: { receiptNo: 'FRONT 7/1&2', fromDay: '2026-11-01', toDay: '' } })
  const route = parseRoute(href)
  expect(route.page).toBe('sales')
  expect(route.id).toBeNull()
  expect(Object.fromEntries(route.filters)).toEqual({ receiptNo: 'FRONT 7/1&2', fromDay: '2026-11-01' })
  expect(parseRoute(hrefOf('sales', { id: 'a/b c' })).id).toBe('a/b c')
})

test('filters that are empty leave no trace in the address', () => {
  expect(hrefOf('sales', { filters: { receiptNo: '', registerId: null, amount: undefined } })).toBe('#/sales')
})

test('an id that is not an address any more is no id, not a crash', () => {
  expect(parseRoute('#/sales/%E0%A4%A')).toMatchObject({ page: 'sales', id: '%E0%A4%A' })
})
