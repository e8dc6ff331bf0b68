import { describe, expect, it } from 'vitest'
import type {
  Processor,
  ProcessorAnswer,
  ProcessorCause,
  ProcessorPayment,
} from '../../../../domain/payment/processor.ts'
import {
  attemptsMax,
  backoffMs,
  type CallRecord,
  type RetryDeps,
  withRetries,
} from '../../../../server/processors/resilience.ts'
import { createStripeProcessor } from '../../../../server/processors/stripe/index.ts'
import { aProcessorPayment } from './builders.ts'

const cause = (changes: Partial<ProcessorCause> = {}): ProcessorCause => ({
  code: 'x',
  message: '',
  retry: true,
  errorCode: 'processor_unavailable',
  httpStatus: 500,
  requestId: null,
  replayed: false,
  ...changes,
})
const unknown = (changes: Partial<ProcessorCause> = {}) =>
  ({ kind: 'unknown', cause: cause(changes) }) as const
const refused = (changes: Partial<ProcessorCause> = {}) =>
  ({ kind: 'refused', cause: cause(changes) }) as const

const payment = aProcessorPayment()
const done = { kind: 'done', value: payment, requestId: 'req_1' } as const

/** A processor whose cancel answers as scripted; the last answer repeats. Sleeping moves the clock. */
function scripted(answers: readonly ProcessorAnswer<ProcessorPayment>[], changes: Partial<RetryDeps> = {}) {
  const keys: string[] = []
  const slept: number[] = []
  let nowMs = 0
  const real = createStripeProcessor({
    mode: 'practice',
    secretKey: 'sk_test_x',
    apiBase: 'http://127.0.0.1:9',
    partialApproval: false,
  })
  const processor: Processor = {
    ...real,
    cancel: async ({ key }) => {
      keys.push(key)
      return answers[Math.min(keys.length, answers.length) - 1] ?? done
    },
  }
  const deps: RetryDeps = {
    clock: { nowMs: () => nowMs, monotonicMs: () => nowMs },
    random: () => 0.5,
    sleep: async (ms) => {
      slept.push(ms)
      nowMs += ms
      return true
    },
    ...changes,
  }
  const trail: CallRecord[] = []
  const run = () =>
    withRetries(processor, deps).calls(trail).cancel({ key: 'pay-1:cancel:0', paymentId: 'pi_1' })
  return { run, keys, slept, trail }
}

describe('a processor call', () => {
  it('is tried five times at most, under one key, with growing pauses', async () => {
    const call = scripted([unknown()])
    expect((await call.run()).kind).toBe('unknown')
    expect(call.keys).toEqual(Array.from({ length: attemptsMax }, () => 'pay-1:cancel:0'))
    expect(call.slept).toEqual([200, 400, 800, 1600])
    expect(call.trail.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5])
  })

  it('that gets its answer later is done', async () => {
    const call = scripted([unknown(), refused(), done])
    expect(await call.run()).toEqual(done)
    expect(call.keys).toHaveLength(3)
  })

  it('is not tried again after an answer that says no, or where the processor says not to', async () => {
    const no = scripted([refused({ retry: false, code: 'card_declined' })])
    expect((await no.run()).kind).toBe('refused')
    expect(no.keys).toHaveLength(1)
    const told = scripted([unknown({ retry: false })])
    expect((await told.run()).kind).toBe('unknown')
    expect(told.keys).toHaveLength(1)
  })

  it('that may have been done before stays unknown, although the last attempt was not done', async () => {
    const call = scripted([unknown(), refused({ retry: false, code: 'connection_refused' })])
    expect((await call.run()).kind).toBe('unknown')
  })

  it('stops when the time for this verb is over', async () => {
    const slow = scripted([unknown()], { random: () => 0.99 })
    let waited = 0
    const late = scripted([unknown()], {
      clock: { nowMs: () => waited, monotonicMs: () => waited },
      sleep: async () => {
        waited += 15_000
        return true
      },
    })
    await slow.run()
    await late.run()
    expect(slow.keys).toHaveLength(5)
    expect(late.keys).toHaveLength(3)
  })

  it('stops when the process ends', async () => {
    const call = scripted([unknown()], { sleep: async () => false })
    expect((await call.run()).kind).toBe('unknown')
    expect(call.keys).toHaveLength(1)
  })

  it('waits anything from nothing to an exponential ceiling of four seconds', () => {
    expect([1, 2, 3, 4, 5, 9].map((attempt) => backoffMs(attempt, () => 0.999999))).toEqual([
      399, 799, 1599, 3199, 3999, 3999,
    ])
    expect(backoffMs(5, () => 0)).toBe(0)
  })
})
