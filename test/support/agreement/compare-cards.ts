import type { JournalledAttempt, JournalledShop } from './read-journal.ts'
import type { ServerPayment, ServerRecords } from './server-records.ts'
import type { StripeLedger } from './stripe-ledger.ts'

/** I2, I3 and I4: each attempt once in each place and ended alike, one live intent for a tender that stands, and the charges are the tenders. */
export function compareCards(
  shop: JournalledShop,
  server: ServerRecords,
  stripe: StripeLedger,
): readonly string[] {
  return [
    ...[...shop.attempts.values()].flatMap((attempt) => compareAttempt(attempt, server.payments)),
    ...server.payments.flatMap((payment) =>
      shop.attempts.has(payment.key)
        ? []
        : [`server: the payment ${payment.key} was never intended at the till`],
    ),
    ...comparePaymentsWithIntents(server, stripe),
    ...oneIntentPerTender(shop, stripe),
    ...compareMoneyBySale(shop, server, stripe),
  ]
}

function compareAttempt(attempt: JournalledAttempt, payments: readonly ServerPayment[]): readonly string[] {
  const { key } = attempt
  const found = payments.filter((payment) => payment.key === key)
  const [payment] = found
  // What was refused before it was sent leaves a key that the server never heard of.
  if (payment === undefined) {
    return attempt.state === 'voided' && attempt.processorPaymentId === null
      ? []
      : [`server: the ${attempt.state} attempt ${key} of the till is not there`]
  }
  const findings: string[] = []
  if (found.length > 1) findings.push(`server: the key ${key} has ${found.length} payments`)
  if (attempt.state === 'open')
    findings.push(`till: the attempt ${key} has not ended; the server says ${payment.state}`)
  else if (payment.state !== attempt.state) {
    findings.push(`${key}: ${attempt.state} at the till, ${payment.state} at the server`)
  }
  for (const field of ['saleId', 'tenderNo', 'attempt', 'amountMinor', 'currency'] as const) {
    if (payment[field] !== attempt[field]) {
      findings.push(`${key}: ${field} is ${attempt[field]} at the till and ${payment[field]} at the server`)
    }
  }
  if (attempt.processorPaymentId !== null && attempt.processorPaymentId !== payment.processorPaymentId) {
    findings.push(
      `${key}: ${attempt.processorPaymentId} at the till, ${payment.processorPaymentId} at the server`,
    )
  }
  return findings
}

const statusOf: Readonly<Record<string, readonly string[]>> = {
  approved: ['succeeded'],
  declined: ['canceled'],
  voided: ['canceled'],
}

function comparePaymentsWithIntents(
  { payments, readerTestIntents }: ServerRecords,
  { intents }: StripeLedger,
): readonly string[] {
  const findings: string[] = []
  const byId = new Map(intents.map((intent) => [intent.id, intent]))
  const claimed = new Set<string>()
  for (const { key, state, processorPaymentId, amountMinor, currency, capturedMinor } of payments) {
    if (processorPaymentId === null) {
      if (state !== 'voided') findings.push(`server: the ${state} payment ${key} has no intent`)
      continue
    }
    const intent = byId.get(processorPaymentId)
    claimed.add(processorPaymentId)
    if (intent === undefined) {
      findings.push(`stripe: ${processorPaymentId} of the payment ${key} is not there`)
      continue
    }
    if (intent.metadata['cashwrap_key'] !== key)
      findings.push(`stripe: ${intent.id} does not carry the key ${key}`)
    if (intent.amount !== amountMinor || intent.currency !== currency.toLowerCase()) {
      findings.push(
        `${key}: ${amountMinor} ${currency} at the server, ${intent.amount} ${intent.currency} at Stripe`,
      )
    }
    if (statusOf[state]?.includes(intent.status) !== true) {
      findings.push(`${key}: ${state} at the server, ${intent.status} at Stripe`)
    }
    if (capturedMinor !== intent.amount_received) {
      findings.push(`${key}: ${capturedMinor} captured at the server, ${intent.amount_received} at Stripe`)
    }
  }
  for (const { id, status, amount_received } of intents) {
    const isTest = readerTestIntents.includes(id)
    if (isTest && (status !== 'canceled' || amount_received !== 0))
      findings.push(`stripe: ${id}, a test of a reader, is ${status} with ${amount_received} taken`)
    if (!claimed.has(id) && !isTest)
      findings.push(`stripe: the ${status} intent ${id} belongs to no payment of the server`)
  }
  return findings
}

/** I4. A tender that stands has exactly one intent that is not cancelled, every other tender has none. */
function oneIntentPerTender(
  { tenders, attempts }: JournalledShop,
  { intents }: StripeLedger,
): readonly string[] {
  const tenderOf = (saleId: string, tenderNo: string | number): string => `${saleId} tender ${tenderNo}`
  const wanted = new Map<string, number>()
  for (const { saleId, tenderNo } of attempts.values()) wanted.set(tenderOf(saleId, tenderNo), 0)
  for (const [saleId, standing] of tenders) {
    for (const { kind, tenderNo } of standing) if (kind === 'card') wanted.set(tenderOf(saleId, tenderNo), 1)
  }
  const live = new Map<string, number>()
  for (const { status, metadata } of intents) {
    const tender = tenderOf(metadata['sale_id'] ?? '?', metadata['tender_no'] ?? '?')
    if (status !== 'canceled') live.set(tender, (live.get(tender) ?? 0) + 1)
  }
  return [...new Set([...wanted.keys(), ...live.keys()])].flatMap((tender) => {
    const [want, have] = [wanted.get(tender) ?? 0, live.get(tender) ?? 0]
    return want === have
      ? []
      : [`stripe: ${tender} has ${have} intents that are not cancelled instead of ${want}`]
  })
}

/** I3. Money charged, less money given back, is the money of the card tenders, sale by sale. */
function compareMoneyBySale(
  shop: JournalledShop,
  server: ServerRecords,
  stripe: StripeLedger,
): readonly string[] {
  const saleOfIntent = new Map(stripe.intents.map(({ id, metadata }) => [id, metadata['sale_id'] ?? '?']))
  const till = new Map<string, number>()
  const atServer = new Map<string, number>()
  const charged = new Map<string, number>()
  const add = (sums: Map<string, number>, saleId: string, amountMinor: number): void => {
    sums.set(saleId, (sums.get(saleId) ?? 0) + amountMinor)
  }
  for (const [saleId, standing] of shop.tenders) {
    for (const tender of standing) if (tender.kind === 'card') add(till, saleId, tender.amountMinor)
  }
  for (const { saleId, capturedMinor, refundedMinor } of server.payments) {
    add(atServer, saleId, capturedMinor - refundedMinor)
  }
  for (const { payment_intent, status, amount_captured } of stripe.charges) {
    if (status === 'succeeded') add(charged, saleOfIntent.get(payment_intent ?? '') ?? '?', amount_captured)
  }
  for (const { payment_intent, status, amount } of stripe.refunds) {
    if (status !== 'failed' && status !== 'canceled') {
      add(charged, saleOfIntent.get(payment_intent ?? '') ?? '?', -amount)
    }
  }
  return [...new Set([...till.keys(), ...atServer.keys(), ...charged.keys()])].flatMap((saleId) => {
    const sums = [till, atServer, charged].map((of) => of.get(saleId) ?? 0)
    return new Set(sums).size === 1
      ? []
      : [`sale ${saleId}: by card ${sums[0]} at the till, ${sums[1]} at the server, ${sums[2]} at Stripe`]
  })
}
