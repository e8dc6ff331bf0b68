import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { type BugName, isBugName } from './bug-names.ts'

type Change = { readonly file: string; readonly from: string; readonly to: string }

/**
 * Each mistake as a change of the real source, made while it is loaded and nowhere else. A text that is no longer there is an error: then the rule has
 * moved, and the mistake must be made where it lives now.
 */
const changes: Readonly<Record<BugName, readonly Change[]>> = {
  // A retry after a lost answer goes out under another key, so the processor does it again.
  'new-key-for-each-attempt': [
    {
      file: 'server/processors/stripe/index.ts',
      from: '{ idempotencyKey: key }',
      to: "{ idempotencyKey: key + '-' + (globalThis.attemptsMade = (globalThis.attemptsMade ?? 0) + 1) }",
    },
  ],
  // No answer means no money, it is hoped.
  'unknown-read-as-declined': [
    {
      file: 'server/payments/decide.ts',
      from: "case 'lost':\n      return { ...stay, change: { ...stay.change, state: 'unknown' } }",
      to: "case 'lost':\n      return { ...stay, change: { ...stay.change, ...offReader, state: 'declined' } }",
    },
  ],
  // Each refund alone is small enough.
  'refund-without-reservation': [
    {
      file: 'server/refunds/reserve-refund.ts',
      from: 'if (body.amountMinor > left)',
      to: 'if (body.amountMinor > payment.captured_minor)',
    },
  ],
  // What an event says is written down as what is.
  'webhook-trusted': [
    {
      file: 'server/webhooks/read-object-back.ts',
      from: '  { payments }: WebhookDeps,\n  payment: PaymentRow,',
      to: '  { payments, store }: WebhookDeps,\n  payment: PaymentRow,',
    },
    {
      file: 'server/webhooks/read-object-back.ts',
      from: '  const isNews = waiting.some(',
      to: `  const said = waiting.map(({ event }) => ({
    'payment_intent.created': 'created',
    'payment_intent.payment_failed': 'declined',
    'payment_intent.canceled': 'voided',
    'payment_intent.succeeded': 'approved',
  })[event.type]).findLast((state) => state !== undefined)
  if (said !== undefined) {
    await store.db.updateTable('payments').set({ state: said }).where('key', '=', payment.key).execute()
    return 'read'
  }
  const isNews = waiting.some(`,
    },
  ],
  // Cancelled is what the cashier pressed.
  'cancelled-without-a-check': [
    {
      file: 'server/payments/cancel-payment.ts',
      from: 'if (row.processor_payment_id === null && row.create_sent === 0) {',
      to: "if (row.state !== 'approved') {",
    },
  ],
}

const root = new URL('../../../../', import.meta.url).href
const bug = process.env['CASHWRAP_SCHEDULE_BUG'] ?? ''

if (isBugName(bug)) {
  const wanted = changes[bug]
  // Said before anything runs, so that a mistake that cannot be made never looks like one that was not found.
  for (const { file, from } of wanted) {
    if (!readFileSync(new URL(file, root), 'utf8').includes(from))
      throw new Error(`the bug ${bug} cannot be made any more: ${file} has no "${from.split('\n', 1)[0]}"`)
  }
  registerHooks({
    load: (url, context, nextLoad) => {
      const here = wanted.filter(({ file }) => url === `${root}${file}`)
      if (here.length === 0) return nextLoad(url, context)
      const source = here.reduce(
        (text, { from, to }) => text.replace(from, () => to),
        readFileSync(fileURLToPath(url), 'utf8'),
      )
      return { format: 'module-typescript', source, shortCircuit: true }
    },
  })
}
