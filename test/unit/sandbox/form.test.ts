import { describe, expect, test } from 'vitest'
import { decodeForm } from '../../../sandbox/stripe/http/form.ts'
import { StripeRefusal } from '../../../sandbox/stripe/http/stripe-refusal.ts'

/** Plain objects, for comparing: decoded hashes have no prototype. */
const decoded = (text: string): unknown => JSON.parse(JSON.stringify(decodeForm(text)))

describe('the form decoder', () => {
  test('reads plain values, with plus and percent signs undone', () => {
    expect(decoded('description=Flat+white%20%26%20cake&amount=350')).toEqual({
      description: 'Flat white & cake',
      amount: '350',
    })
  })
  test('reads nested hashes', () => {
    expect(decoded('a[b][c]=1&a[b][d]=2&a[e]=3')).toEqual({ a: { b: { c: '1', d: '2' }, e: '3' } })
  })
  test('reads lists with and without indexes', () => {
    expect(decoded('expand[0]=x&expand[1]=y')).toEqual({ expand: ['x', 'y'] })
    expect(decoded('expand[]=x&expand[]=y')).toEqual({ expand: ['x', 'y'] })
  })
  test('reads lists of hashes', () => {
    expect(decoded('items[0][amount]=1&items[0][name]=tea&items[1][amount]=2')).toEqual({
      items: [{ amount: '1', name: 'tea' }, { amount: '2' }],
    })
  })
  test('keeps an empty value, which unsets', () => {
    expect(decoded('metadata[sale]=&description=')).toEqual({ metadata: { sale: '' }, description: '' })
  })
  test('does not let a name reach the prototype of objects', () => {
    const hash = decodeForm('__proto__[polluted]=1&constructor[prototype][polluted]=1')
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect(Object.getPrototypeOf(hash)).toBeNull()
  })
  test('refuses endless nesting', () => {
    expect(() => decodeForm(`a${'[b]'.repeat(20)}=1`)).toThrow(StripeRefusal)
  })
  test('takes a name with broken brackets as it stands', () => {
    expect(decoded('a[b=1')).toEqual({ 'a[b': '1' })
  })
})
