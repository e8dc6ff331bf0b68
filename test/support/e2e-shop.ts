import { expect, test } from '@playwright/test'
import { agreement } from './agreement.ts'
import { openPracticeShop, type PracticeShop } from './practice-shop.ts'

/**
 * One running system for the tests of a file, in a folder of its own. After each of them the till's journal, the server's records and the
 * practice Stripe's ledger must agree; nothing is excused.
 */
export function withShop(): () => PracticeShop {
  let shop: PracticeShop | undefined
  const running = (): PracticeShop => {
    if (shop === undefined) throw new Error('the shop is not open')
    return shop
  }
  test.beforeAll(async () => {
    shop = await openPracticeShop()
  })
  test.afterEach(async () => {
    expect(await agreement(running())).toEqual([])
  })
  test.afterAll(async () => {
    await shop?.close()
  })
  return running
}
