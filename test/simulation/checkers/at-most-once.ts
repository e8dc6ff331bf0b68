import type { StripeLedger } from '../../support/agreement/stripe-ledger.ts'
import type { TillDisk } from '../disks.ts'

/** I2: no operation, no key and no charge twice, in any of the three places. */
export function atMostOnce({ shop }: TillDisk, { intents, charges }: StripeLedger): readonly string[] {
  const succeeded = charges.filter(({ status }) => status === 'succeeded')
  return [
    ...twice(
      'till: the operation',
      shop.operations.map(({ id }) => id),
    ),
    ...twice(
      'till: the receipt number',
      [...shop.completed.values()].map(({ receiptNo }) => receiptNo),
    ),
    ...twice(
      'stripe: the key',
      intents.map(({ id, metadata }) => metadata['cashwrap_key'] ?? id),
    ),
    ...twice(
      'stripe: the charged intent',
      succeeded.map((charge) => charge.payment_intent ?? charge.id),
    ),
  ]
}

function twice(what: string, names: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  return names.flatMap((name) => {
    if (seen.has(name)) return [`${what} ${name} is there twice`]
    seen.add(name)
    return []
  })
}
