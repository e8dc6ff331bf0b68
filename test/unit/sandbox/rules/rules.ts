import { cardRules } from './cards.ts'
import { displayRules } from './displays.ts'
import { errorRules } from './errors.ts'
import { idempotencyRules } from './idempotency.ts'
import { paymentRules } from './payments.ts'
import { readerRules } from './readers.ts'
import { amountRules, requestRules } from './requests.ts'
import type { Rule } from './rule.ts'
import { stateRules } from './states.ts'
import { webhookRules } from './webhooks.ts'

/** Every published fact that the practice Stripe follows, by what it is about. `sandbox/stripe/rules.md` is written from it. */
export const rules: Readonly<Record<string, readonly Rule[]>> = {
  'Readers, driven by the server': [...readerRules, ...displayRules],
  'Payments at a reader': paymentRules,
  'Test cards, refunds and Interac': cardRules,
  'Intents, refunds and the hosted page': stateRules,
  'Idempotency keys': idempotencyRules,
  'Errors, and what the official SDK makes of them': errorRules,
  'Keys, versions, lists and metadata': requestRules,
  Amounts: amountRules,
  Webhooks: webhookRules,
}

const escaped = (text: string): string => text.replaceAll('|', '\\|')

/** The table as `sandbox/stripe/rules.md` has it. */
export const rulesAsMarkdown = (): string => {
  const sections = Object.entries(rules).map(([title, rows]) => {
    const table = rows.map(({ fact, source }) => `| ${escaped(fact)} | ${escaped(source)} |`)
    return [`## ${title}`, '', '| Fact | Where it is written |', '|---|---|', ...table].join('\n')
  })
  const head = [
    '# What the practice Stripe follows',
    '',
    'Every row is a fact that somebody published about Stripe, and a test: `test/unit/sandbox/rules` runs each through the',
    'official `stripe` package over HTTP. This page is written from that table; a test fails when the two differ, and',
    '`npx vitest run test/unit/sandbox/rules -u` writes it again.',
  ].join('\n')
  return `${[head, ...sections].join('\n\n')}\n`
}
