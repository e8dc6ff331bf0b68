import { expect, test } from 'vitest'
import { type BugName, bugNames } from './bugs/bug-names.ts'
import { play } from './play.ts'

/** What must be said of it, so that it is found for what it is. */
const foundAs: Readonly<Record<BugName, RegExp>> = {
  'new-key-for-each-attempt': /has two intents|living intents|was charged twice|was made twice/,
  'unknown-read-as-declined': /is declined and \w+ at Stripe|the declined payment \S+ has no intent/,
  'refund-without-reservation': /is reserved or given back of/,
  'webhook-trusted': /is (declined|voided|approved) and [\w ]+ at Stripe/,
  'cancelled-without-a-check': /is voided and \w+ at Stripe/,
}

test.each(bugNames)(
  'a shop with the mistake %s is found out within 60 seeds',
  { timeout: 300_000 },
  async (bug) => {
    const { schedules, summary } = await play(['--seeds', '60', '--no-save', '--stop-at-first'], bug)
    expect(summary.failed).toBe(1)
    expect(schedules.at(-1)?.findings.join('\n')).toMatch(foundAs[bug])
  },
)
