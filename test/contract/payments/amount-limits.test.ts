import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { errorOf } from '../../unit/server/http/test-server.ts'
import { type Counter, openCounter } from './counter.ts'

let counter: Counter
beforeEach(async () => {
  counter = await openCounter()
})
afterEach(async () => {
  await counter.close()
})

describe('an amount that the processor does not take', () => {
  it('is refused below the least amount before anything is recorded or sent', async () => {
    const sale = counter.aPayment({ amountMinor: 49 })
    const refused = await counter.create(sale)
    expect(errorOf(refused)).toBe('422 amount_invalid')
    expect(refused.body).toMatchObject({ error: { details: { minMinor: 50 } } })
    expect(await counter.server.store.db.selectFrom('payments').select('key').execute()).toEqual([])
    expect(await counter.intents()).toEqual([])
  })

  it('leaves the tender free for an amount that is taken', async () => {
    const { saleId } = counter.aPayment()
    expect(errorOf(await counter.create(counter.aPayment({ saleId, amountMinor: 1 })))).toBe(
      '422 amount_invalid',
    )
    expect(await counter.pay(counter.aPayment({ saleId, amountMinor: 50 }))).toMatchObject({
      state: 'approved',
      capturedMinor: 50,
    })
  })
})
