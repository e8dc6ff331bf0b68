import type { StripeLedger } from '../../../support/agreement/stripe-ledger.ts'
import { oneLivingIntent } from '../../checkers/one-living-intent.ts'
import { holdsMoney, type ServerCard, type ServerRefund, type TillCard } from '../ledgers.ts'

/** I2, I4 and I6 at the processor: no key twice, no second charge for a tender, and never more back than was taken. */
export function processorBooks(ledger: StripeLedger): readonly string[] {
  const findings = [...oneLivingIntent(ledger)]
  const keys = new Map<string, string>()
  for (const { id, metadata } of ledger.intents) {
    const key = metadata['cashwrap_key'] ?? id
    if (keys.has(key)) findings.push(`stripe: the key ${key} has two intents, ${keys.get(key)} and ${id}`)
    keys.set(key, id)
  }
  const tenders = new Map(
    ledger.intents.map(({ id, metadata }) => [id, `${metadata['sale_id']} tender ${metadata['tender_no']}`]),
  )
  const charged = new Set<string>()
  for (const { id, payment_intent, status, amount_captured } of ledger.charges) {
    if (status !== 'succeeded') continue
    const tender = tenders.get(payment_intent ?? '') ?? id
    if (charged.has(tender)) findings.push(`stripe: ${tender} was charged twice`)
    charged.add(tender)
    const back = ledger.refunds
      .filter((refund) => refund.payment_intent === payment_intent && holdsMoney(refund.status))
      .reduce((sum, { amount }) => sum + amount, 0)
    if (back > amount_captured)
      findings.push(`stripe: ${back} of ${amount_captured} went back of ${payment_intent}`)
  }
  const refundKeys = new Set<string>()
  for (const refund of ledger.refunds) {
    const key = keyOfRefund(refund)
    if (key === null) continue
    if (refundKeys.has(key)) findings.push(`stripe: the refund ${key} was made twice`)
    refundKeys.add(key)
  }
  return findings
}

const keyOfRefund = (refund: object): string | null => {
  if (!('metadata' in refund) || typeof refund.metadata !== 'object' || refund.metadata === null) return null
  const key = Object.entries(refund.metadata).find(([name]) => name === 'cashwrap_key')?.[1]
  return typeof key === 'string' ? key : null
}

/** I5: whoever says that a card payment is over says what the processor says. `who`: till or server. */
export function neverGuessedNow(
  who: string,
  cards: readonly (TillCard | ServerCard)[],
  { intents, charges }: StripeLedger,
): readonly string[] {
  const byKey = new Map(intents.map((intent) => [intent.metadata['cashwrap_key'], intent]))
  const charged = new Set(
    charges.filter(({ status }) => status === 'succeeded').map(({ payment_intent }) => payment_intent),
  )
  return cards.flatMap(({ key, state }) => {
    const intent = byKey.get(key)
    const isCharged = intent !== undefined && charged.has(intent.id)
    if (state === 'approved' && !(intent?.status === 'succeeded' && isCharged))
      return [`${who}: ${key} is approved and ${intent?.status ?? 'not there'} at Stripe`]
    const isOver = state === 'declined' || state === 'voided'
    if (isOver && (isCharged || (intent?.status ?? 'canceled') !== 'canceled'))
      return [`${who}: ${key} is ${state} and ${isCharged ? 'charged' : intent?.status} at Stripe`]
    return []
  })
}

/** I6 at the server: what is reserved and what was given back never exceed what was captured. */
export function reservedWithinCaptured(
  cards: readonly ServerCard[],
  refunds: readonly ServerRefund[],
): readonly string[] {
  const captured = new Map(cards.map(({ key, capturedMinor }) => [key, capturedMinor]))
  const held = new Map<string, number>()
  for (const { paymentKey, amountMinor, state } of refunds) {
    if (holdsMoney(state)) held.set(paymentKey, (held.get(paymentKey) ?? 0) + amountMinor)
  }
  return [...held].flatMap(([key, sum]) =>
    sum > (captured.get(key) ?? 0)
      ? [
          `server: ${sum} is reserved or given back of ${key}, of which ${captured.get(key) ?? 0} was captured`,
        ]
      : [],
  )
}
