import type { ProcessorVerb } from '../../domain/payment/processor.ts'
import type { CallRecord } from '../processors/resilience.ts'
import type { Trx } from '../store/store.ts'
import { type NewEvent, recordEvents } from './events.ts'

export type CallsAbout = {
  readonly storeId: string
  readonly saleId?: string | null | undefined
  readonly paymentKey?: string | null | undefined
  readonly deviceId?: string | null | undefined
}

const reads: ReadonlySet<ProcessorVerb> = new Set([
  'retrieve',
  'retrieveRefund',
  'lookUpByKey',
  'lookUpRefundByKey',
  'listPayments',
  'listEvents',
  'listReaders',
  'listLocations',
  'readerAction',
  'account',
  'missingPermissions',
  'clientSecret',
])

/** Whether a call is kept though nothing here changed by it: all that may change something there, and every read that was not answered. */
export const isWorthKeeping = (call: CallRecord): boolean => !reads.has(call.verb) || call.outcome !== 'done'

/** One event per attempt: verb, key, objects, how long it took, what came of it, request and answer in short. */
export const callEvents = (
  about: CallsAbout,
  processor: string,
  calls: readonly CallRecord[],
): readonly NewEvent[] =>
  calls.map(({ summary, ...call }) => ({
    ...about,
    at: call.atMs,
    kind: 'processor.called',
    requestId: call.requestId,
    processorId: summary?.objectIds ?? null,
    latencyMs: call.tookMs,
    attempt: call.attempt,
    outcome: call.outcome,
    amountMinor: summary?.amountMinor ?? null,
    last4: summary?.last4 ?? null,
    body: {
      processor,
      ...call,
      objectIds: summary?.objectIds ?? [],
      asked: summary?.asked ?? null,
      answered: summary?.answered ?? null,
    },
  }))

/** Writes the calls of a trail as events, in the caller's transaction: see `recordEvents`. */
export const recordCalls = (
  trx: Trx,
  about: CallsAbout,
  processor: string,
  calls: readonly CallRecord[],
): Promise<void> => recordEvents(trx, callEvents(about, processor, calls))
