/** Mistakes that a payment system could make, each built into the real source on demand; a simulation that does not find them proves nothing. */
export const bugNames = [
  'new-key-for-each-attempt',
  'unknown-read-as-declined',
  'refund-without-reservation',
  'webhook-trusted',
  'cancelled-without-a-check',
] as const
export type BugName = (typeof bugNames)[number]

export const isBugName = (name: string): name is BugName => (bugNames as readonly string[]).includes(name)
