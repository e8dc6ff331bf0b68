import { expect, test } from 'vitest'
import type { Store } from '../../../../domain/protocol/server-api.ts'
import { practiceReaderUrl } from '../../../../renderer/till/practice-panel/practice-reader-url.ts'
import { deviceName } from '../../../../renderer/till/readers/device-name.ts'
import { placeOfShop } from '../../../../renderer/till/readers/shop-address.ts'

const shop = (addressLines: string[]): Store => ({
  id: 'store-1' as Store['id'],
  name: 'Corner shop',
  addressLines,
  currency: 'EUR',
  cashRoundingMinor: 1,
  receiptFooter: '',
  timeZone: 'Europe/Amsterdam',
  locale: 'en',
})

test.each([
  [['Lindekade 18', '3024 LK Rotterdam'], 'Lindekade 18', null, '3024 LK', 'Rotterdam'],
  [['Torstraße 1', 'Hof 2', 'D-10115 Berlin'], 'Torstraße 1', 'Hof 2', 'D-10115', 'Berlin'],
  [['1 rue de la Paix', '75002 Paris'], '1 rue de la Paix', null, '75002', 'Paris'],
  [['5 Main Street', 'Springfield, IL 62704'], '5 Main Street', null, '', 'Springfield, IL 62704'],
  [['10 Downing Street', 'London SW1A 2AA'], '10 Downing Street', null, '', 'London SW1A 2AA'],
  [['Market square'], 'Market square', null, '', ''],
  [[], '', null, '', ''],
])('the place of a shop at %j is taken from its lines', (lines, line1, line2, postalCode, city) => {
  expect(placeOfShop(shop(lines), 'NL')).toEqual({
    displayName: 'Corner shop',
    line1,
    line2,
    city,
    state: null,
    postalCode,
    country: 'NL',
  })
})

test('a reader is called what stands on its box; one we do not know keeps the processor’s word', () => {
  expect(deviceName('simulated_stripe_s700')).toEqual({ model: 'Stripe Reader S700', isSimulated: true })
  expect(deviceName('bbpos_wisepos_e')).toEqual({ model: 'BBPOS WisePOS E', isSimulated: false })
  expect(deviceName('next_year')).toEqual({ model: 'next_year', isSimulated: false })
})

test('the panel opens at the reader in question', () => {
  expect(practiceReaderUrl('http://127.0.0.1:4001/', 'tmr_1')).toBe('http://127.0.0.1:4001/reader/tmr_1')
  expect(practiceReaderUrl('http://127.0.0.1:4001/', null)).toBe('http://127.0.0.1:4001/')
})
