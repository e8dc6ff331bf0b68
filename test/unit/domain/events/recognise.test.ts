import { describe, expect, it } from 'vitest'
import { recognise } from '../../../../domain/events/recognise.ts'

const first = (text: string): unknown => recognise(text, 'EUR')[0]

describe('what a text may be', () => {
  it.each([
    ['01901634-1111-7111-8111-111111111111', { by: 'saleId', value: '01901634-1111-7111-8111-111111111111' }],
    [`pay-${'a'.repeat(32)}`, { by: 'key', value: `pay-${'a'.repeat(32)}` }],
    [`ref-${'b'.repeat(32)}:refund:2`, { by: 'key', value: `ref-${'b'.repeat(32)}` }],
    ['pi_3NxyZ', { by: 'processorId', value: 'pi_3NxyZ' }],
    ['tmr_sim_1', { by: 'processorId', value: 'tmr_sim_1' }],
    [' 4242 ', { by: 'last4', value: '4242' }],
    ['•••• 4242', { by: 'last4', value: '4242' }],
    ['٤٢٤٢', { by: 'last4', value: '4242' }],
    ['12.50 EUR', { by: 'amountMinor', value: 1250 }],
    ['12,50 €', { by: 'amountMinor', value: 1250 }],
    ['EUR 12', { by: 'amountMinor', value: 1200 }],
    ['12.50 USD', { by: 'receiptNo', value: '12.50 USD' }],
    ['FRONT-000007', { by: 'receiptNo', value: 'FRONT-000007' }],
  ])('%s', (text, clue) => expect(first(text)).toEqual(clue))

  it('is tried in every sense it can have', () => {
    expect(recognise('4242', 'EUR').map(({ by }) => by)).toEqual(['last4', 'receiptNo', 'key', 'amountMinor'])
    expect(recognise('500', 'JPY').at(-1)).toEqual({ by: 'amountMinor', value: 500 })
  })
})
