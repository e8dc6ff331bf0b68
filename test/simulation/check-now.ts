import { join } from 'node:path'
import { readLedger } from '../support/agreement/stripe-ledger.ts'
import { type PracticeShop, secretKey } from '../support/practice-shop.ts'
import { acknowledgedByServer, acknowledgedRecords, waitsOrArrived } from './checkers/acknowledged-records.ts'
import { appendOnly } from './checkers/append-only.ts'
import { atMostOnce } from './checkers/at-most-once.ts'
import { neverGuessed } from './checkers/never-guessed.ts'
import { oneLivingIntent } from './checkers/one-living-intent.ts'
import { readServerDisk, readTillDisk, type TillDisk } from './disks.ts'
import type { Witness } from './witness.ts'

/**
 * Everything that must hold at any moment whatever, whoever is dead just now. The till's disk is read first: what it claims, the others must
 * know already; and once more last: what the server holds, it must have. `before`: the till's disk at the last check.
 */
export async function checkNow(
  shop: PracticeShop,
  witness: Witness,
  before: TillDisk | null,
  isStripeUp: boolean,
): Promise<{ readonly till: TillDisk; readonly findings: readonly string[] }> {
  const till = readTillDisk(join(shop.folder, 'till'))
  const server = readServerDisk(join(shop.folder, 'server'))
  const later = readTillDisk(join(shop.folder, 'till'))
  const findings = [
    ...appendOnly(before, till),
    ...appendOnly(till, later, server),
    ...acknowledgedRecords(witness, later),
    ...acknowledgedByServer(till, server),
    ...waitsOrArrived(till),
  ]
  if (isStripeUp) {
    const ledger = await readLedger(shop.sandbox.url, secretKey)
    findings.push(...atMostOnce(till, ledger), ...oneLivingIntent(ledger), ...neverGuessed(till, ledger))
  }
  return { till, findings }
}
