import type { ProcessorPayment, ProcessorReader } from '../../domain/payment/processor.ts'
import type { ReaderTest } from '../../domain/protocol/readers.ts'

/** What was just read back of a test payment; null: no answer. */
export type TestObservation = {
  readonly payment: ProcessorPayment | null
  readonly reader: ProcessorReader | null
}

export type TestFacts = {
  readonly state: Exclude<ReaderTest['state'], 'ended'>
  readonly outcome: ReaderTest['outcome']
  readonly nowMs: number
  readonly untilMs: number
}

export type TestDecision = {
  readonly state: ReaderTest['state']
  readonly outcome: ReaderTest['outcome']
  readonly readerOffline: boolean
  /** The reader still asks for this test's card and must stop. */
  readonly freeReader: boolean
  /** The intent is alive and its end is wanted. */
  readonly cancelIntent: boolean
}

/**
 * What a test payment is, given what was read back. Pure. A test ends only when its intent is certainly canceled, so that nothing of it is ever
 * charged; how it went (`outcome`) is known before that.
 */
export function decideTest(facts: TestFacts, { payment, reader }: TestObservation): TestDecision {
  const readerOffline = reader !== null && !reader.online
  const same: TestDecision = {
    state: facts.state,
    outcome: facts.outcome,
    readerOffline,
    freeReader: false,
    cancelIntent: false,
  }
  if (payment === null) return same
  if (payment.standing === 'canceled')
    return { ...same, state: 'ended', outcome: facts.outcome ?? 'cancelled' }
  const action = reader?.action?.paymentId === payment.id ? reader.action : null
  const asking = action?.status === 'in-progress'
  const over = (outcome: NonNullable<ReaderTest['outcome']>): TestDecision => ({
    ...same,
    state: 'voiding',
    outcome: facts.outcome ?? outcome,
    freeReader: asking,
    cancelIntent: true,
  })
  switch (payment.standing) {
    case 'approved':
      // Whatever was wanted meanwhile: the card was read and the bank agreed.
      return { ...over('approved'), outcome: 'approved' }
    case 'processing':
      return { ...same, state: facts.state === 'voiding' ? 'voiding' : 'processing' }
    case 'unknown':
      return same
    case 'awaiting-card':
      break
  }
  if (facts.state === 'voiding' || facts.outcome !== null) return over(facts.outcome ?? 'cancelled')
  if (facts.nowMs >= facts.untilMs) return over('timed-out')
  if (reader === null || readerOffline || asking) return { ...same, state: 'waiting' }
  if (action === null) return over('replaced')
  if (action.status !== 'failed') return { ...same, state: 'processing' }
  if (action.failure?.decline != null || payment.decline !== null) return over('declined')
  return over(customerLeft.has(action.failure?.code ?? '') ? 'cancelled' : 'reader-failed')
}

const customerLeft: ReadonlySet<string> = new Set(['customer_canceled', 'canceled_by_customer'])
