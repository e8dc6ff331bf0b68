import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { compare, type ThreeRecords } from './agreement/compare.ts'
import { readServer } from './agreement/server-records.ts'
import { readLedger } from './agreement/stripe-ledger.ts'
import { readTill } from './agreement/till-records.ts'
import { type PracticeShop, secretKey } from './practice-shop.ts'

export async function readAllThree(shop: PracticeShop): Promise<ThreeRecords> {
  return {
    till: readTill(join(shop.folder, 'till')),
    server: await readServer(new URL(shop.server.url).origin, shop.adminToken, join(shop.folder, 'server')),
    stripe: await readLedger(shop.sandbox.url, secretKey),
  }
}

/**
 * Reads the till's journal, the server's records and the practice Stripe's ledger, and answers every point on which they differ. Waits first
 * until the till has handed everything over; what has not gone by then is a finding.
 */
export async function agreement(shop: PracticeShop, withinMs = 20_000): Promise<readonly string[]> {
  const untilMs = performance.now() + withinMs
  while (readTill(join(shop.folder, 'till')).outbox.length > 0 && performance.now() < untilMs)
    await sleep(100)
  return compare(await readAllThree(shop))
}

/** How many cards the practice Stripe has charged so far; asks nobody else, so the rest of the shop may be down. */
export async function chargesAt(shop: PracticeShop): Promise<number> {
  const { charges } = await readLedger(shop.sandbox.url, secretKey)
  return charges.filter(({ status }) => status === 'succeeded').length
}
