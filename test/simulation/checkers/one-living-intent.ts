import type { StripeLedger } from '../../support/agreement/stripe-ledger.ts'

/** I4, at any moment: of one tender's intents all but one are cancelled. */
export function oneLivingIntent({ intents }: StripeLedger): readonly string[] {
  const living = new Map<string, string[]>()
  for (const { id, status, metadata } of intents) {
    const tender = `${metadata['sale_id']} tender ${metadata['tender_no']}`
    if (status !== 'canceled') living.set(tender, [...(living.get(tender) ?? []), id])
  }
  return [...living]
    .filter(([, ids]) => ids.length > 1)
    .map(([tender, ids]) => `stripe: ${tender} has ${ids.length} living intents: ${ids.join(', ')}`)
}
