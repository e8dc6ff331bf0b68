import type { StripeLedger } from '../../support/agreement/stripe-ledger.ts'
import type { TillDisk } from '../disks.ts'

/**
 * I5, at any moment: what the journal says of a card is what the processor says. Approved means charged; declined and voided mean that
 * nothing was and nothing can be; and a completed sale counts no card that was not approved. Read the disk before the ledger.
 */
export function neverGuessed({ shop }: TillDisk, { intents, charges }: StripeLedger): readonly string[] {
  const findings: string[] = []
  const byKey = new Map(intents.map((intent) => [intent.metadata['cashwrap_key'], intent]))
  const charged = new Set(
    charges.filter(({ status }) => status === 'succeeded').map(({ payment_intent }) => payment_intent),
  )
  for (const { key, state } of shop.attempts.values()) {
    const intent = byKey.get(key)
    const isCharged = intent !== undefined && charged.has(intent.id)
    if (state === 'approved' && (intent?.status !== 'succeeded' || !isCharged)) {
      findings.push(`${key}: approved at the till and ${intent?.status} at Stripe`)
    }
    if (
      (state === 'declined' || state === 'voided') &&
      (isCharged || (intent?.status ?? 'canceled') !== 'canceled')
    )
      findings.push(`${key}: ${state} at the till and ${intent?.status} at Stripe`)
  }
  for (const { receiptNo, tenders } of shop.completed.values()) {
    for (const tender of tenders) {
      if (tender.kind === 'card' && shop.attempts.get(tender.idempotencyKey)?.state !== 'approved')
        findings.push(`till: the receipt ${receiptNo} counts a card that was not approved`)
    }
  }
  return findings
}
