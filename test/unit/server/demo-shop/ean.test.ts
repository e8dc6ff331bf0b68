import { describe, expect, test } from 'vitest'
import { ean13 } from '../../../../server/demo-shop/ean.ts'
import { isValidEan13 } from './ean-by-hand.ts'

describe('ean13', () => {
  // Check digits worked out on paper: weights 1 and 3 in turn from the left.
  test.each([
    ['290000000001', '2900000000018', 'sum 2 + 27 + 3 is 32'],
    ['200000000000', '2000000000008', 'sum 2'],
    ['123456789012', '1234567890128', 'sum 92'],
    ['000000000000', '0000000000000', 'sum 0 needs no digit'],
    ['200000000008', '2000000000084', 'sum 26'],
  ])('completes %s to %s (%s)', (twelve, thirteen) => {
    expect(ean13(twelve)).toBe(thirteen)
    expect(isValidEan13(thirteen)).toBe(true)
  })

  test('changes the check digit when any one digit changes', () => {
    const good = ean13('200417100011')
    for (let index = 0; index < 13; index += 1) {
      const wrong = (Number(good.charAt(index)) + 1) % 10
      expect(isValidEan13(`${good.slice(0, index)}${wrong}${good.slice(index + 1)}`)).toBe(false)
    }
  })

  test.each(['', '29000000001', '2900000000018', '29000000000x', ' 90000000001'])(
    'refuses "%s"',
    (digits) => {
      expect(() => ean13(digits)).toThrow('twelve digits')
    },
  )
})
