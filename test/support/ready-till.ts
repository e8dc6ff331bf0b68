import { setTimeout as sleep } from 'node:timers/promises'
import type { PracticeShop } from './practice-shop.ts'
import { openTillBridge, type TillBridge } from './till-bridge.ts'

/** A bridge to a till that has paired, fetched its catalogue and found its reader, with Sanne signed in. */
export async function openReadyTill(shop: PracticeShop, withinMs = 30_000): Promise<TillBridge> {
  const till = await openTillBridge(shop.till.url)
  const untilMs = performance.now() + withinMs
  for (;;) {
    const { paired, catalogue, works, staff } = await till.must('till.state', {})
    const people = paired ? await till.must('staff.list', {}) : []
    const isReady = paired && catalogue.ready && people.length > 0
    if (isReady && staff === null) await till.must('staff.signIn', { staffId: 'staff-sanne', pin: '246810' })
    if (isReady && works.card) return till
    if (performance.now() > untilMs) throw new Error('the till did not become ready')
    await sleep(50)
  }
}
