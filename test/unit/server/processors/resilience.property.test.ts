import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Processor, ProcessorAnswer, ProcessorPayment } from '../../../../domain/payment/processor.ts'
import { failuresMax } from '../../../../server/processors/breaker.ts'
import {
  attemptsMax,
  backoffMs,
  type CallRecord,
  type KeyHistory,
  type ResilientProcessor,
  withRetries,
} from '../../../../server/processors/resilience.ts'
import { createStripeProcessor } from '../../../../server/processors/stripe/index.ts'
import { budgetsMs } from '../../../../server/processors/verb-budgets.ts'
import { aProcessorPayment } from './builders.ts'

const hourMs = 3_600_000

/** How one attempt goes: what the processor says, and after how long. */
type Turn = {
  readonly kind: 'done' | 'unknown' | 'refused'
  readonly retry: boolean
  readonly httpStatus: number | null
  readonly tookMs: number
}

const turns = fc.array(
  fc.record({
    kind: fc.constantFrom('done' as const, 'unknown' as const, 'unknown' as const, 'refused' as const),
    retry: fc.boolean(),
    httpStatus: fc.constantFrom(null, 402, 409, 429, 500, 503),
    tookMs: fc.oneof(fc.nat(50), fc.nat(20_000)),
  }),
  { minLength: 1, maxLength: 40 },
)
const chances = fc.array(fc.double({ min: 0, max: 0.999_999, noNaN: true }), { minLength: 1, maxLength: 30 })

const answerOf = ({ kind, retry, httpStatus }: Turn): ProcessorAnswer<ProcessorPayment> =>
  kind === 'done'
    ? { kind, value: aProcessorPayment(), requestId: null }
    : {
        kind,
        cause: {
          code: `http_${httpStatus ?? 0}`,
          message: '',
          retry,
          errorCode: 'processor_unavailable',
          httpStatus,
          requestId: null,
          replayed: false,
        },
      }

/** A processor that goes through its turns, call after call, on a clock that only waiting moves. */
function aWorld(script: readonly Turn[], drawn: readonly number[]) {
  const startMs = 1_700_000_000_000
  let nowMs = startMs
  let draws = 0
  const sent: { readonly key: string; readonly atMs: number; readonly turn: Turn }[] = []
  const take = async (key: string): Promise<ProcessorAnswer<ProcessorPayment>> => {
    const turn = script[sent.length % script.length] as Turn
    sent.push({ key, atMs: nowMs, turn })
    nowMs += turn.tookMs
    return answerOf(turn)
  }
  const adapter: Processor = {
    ...createStripeProcessor({
      mode: 'practice',
      secretKey: 'sk_test_x',
      apiBase: 'http://127.0.0.1:9',
      partialApproval: false,
    }),
    cancel: ({ key }) => take(key),
    retrieve: () => take(''),
  }
  const slept: number[] = []
  const processor: ResilientProcessor = withRetries(adapter, {
    clock: { nowMs: () => nowMs, monotonicMs: () => nowMs - startMs },
    random: () => drawn[draws++ % drawn.length] ?? 0,
    sleep: async (ms) => {
      slept.push(ms)
      nowMs += ms
      return true
    },
  })
  const trail: CallRecord[] = []
  return {
    processor,
    sent,
    slept,
    trail,
    nowMs: () => nowMs,
    pass: (ms: number) => {
      nowMs += ms
    },
    cancel: (history?: KeyHistory, key = 'pay-1:cancel:0') =>
      processor.calls(trail, history).cancel({ key, paymentId: 'pi_1' }),
    read: () => processor.calls(trail).retrieve({ paymentId: 'pi_1' }),
  }
}

describe('any call, whatever the processor does', () => {
  it('is sent at most five times, under one key, and no attempt begins after the time for its verb', async () => {
    let most = 0
    await fc.assert(
      fc.asyncProperty(turns, chances, async (script, drawn) => {
        const world = aWorld(script, drawn)
        const begunMs = world.nowMs()
        await world.cancel()
        most = Math.max(most, world.sent.length)
        expect(world.sent.length).toBeLessThanOrEqual(attemptsMax)
        expect(new Set(world.sent.map(({ key }) => key))).toEqual(new Set(['pay-1:cancel:0']))
        expect(world.trail.map(({ attempt }) => attempt)).toEqual(world.sent.map((_, index) => index + 1))
        for (const { atMs } of world.sent) expect(atMs - begunMs).toBeLessThanOrEqual(budgetsMs.cancel)
        const lastMs = world.sent.at(-1)?.turn.tookMs ?? 0
        expect(world.nowMs() - begunMs).toBeLessThanOrEqual(budgetsMs.cancel + lastMs)
      }),
    )
    expect(most).toBe(attemptsMax)
  })

  it('is never sent again after an answer, after a definite no, or where the processor says not to', async () => {
    await fc.assert(
      fc.asyncProperty(turns, chances, async (script, drawn) => {
        const world = aWorld(script, drawn)
        await world.cancel()
        const ends = ({ kind, retry }: Turn): boolean => kind === 'done' || !retry
        expect(world.sent.slice(0, -1).some(({ turn }) => ends(turn))).toBe(false)
      }),
    )
  })

  it('is only called not done when every attempt certainly was not', async () => {
    await fc.assert(
      fc.asyncProperty(turns, chances, async (script, drawn) => {
        const world = aWorld(script, drawn)
        const { kind } = await world.cancel()
        const kinds = world.sent.map(({ turn }) => turn.kind)
        if (kinds.at(-1) === 'done') expect(kind).toBe('done')
        else expect(kind).toBe(kinds.includes('unknown') ? 'unknown' : 'refused')
      }),
    )
  })

  it('waits with full jitter: anything from nothing to a ceiling that doubles up to four seconds', async () => {
    await fc.assert(
      fc.asyncProperty(turns, chances, async (script, drawn) => {
        const world = aWorld(script, drawn)
        await world.cancel()
        for (const [index, ms] of world.slept.entries()) {
          expect(ms).toBeGreaterThanOrEqual(0)
          expect(ms).toBeLessThan(Math.min(4_000, 200 * 2 ** (index + 1)))
        }
      }),
    )
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: attemptsMax }),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        (n, x) => {
          const ceilingMs = Math.min(4_000, 200 * 2 ** n)
          expect(backoffMs(n, () => x)).toBe(Math.floor(x * ceilingMs))
        },
      ),
    )
  })

  it('never goes out under a key that was first sent 23 hours ago or earlier, however time passes meanwhile', async () => {
    let kept = 0
    await fc.assert(
      fc.asyncProperty(
        turns,
        chances,
        fc.oneof(fc.nat(48 * hourMs), fc.integer({ min: 23 * hourMs - 20_000, max: 23 * hourMs + 1 })),
        async (script, drawn, ageMs) => {
          const world = aWorld(script, drawn)
          const firstSentAtMs = world.nowMs() - ageMs
          const { kind } = await world.cancel({ firstSentAtMs })
          for (const { atMs } of world.sent) expect(atMs - firstSentAtMs).toBeLessThan(23 * hourMs)
          const last = world.trail.at(-1)
          if (last?.code !== 'key_too_old') return
          kept += 1
          // Sent once, and perhaps done: it is not known, and nobody says that it was not.
          expect(kind).toBe('unknown')
        },
      ),
    )
    expect(kept).toBeGreaterThan(5)
  })
})

describe('while the breaker is open', () => {
  const down: Turn = { kind: 'unknown', retry: true, httpStatus: null, tookMs: 5 }
  const unreachable: Turn = { ...down, kind: 'refused' }
  const opened = async (turn: Turn = down) => {
    const world = aWorld([turn], [0.5])
    for (let call = 0; call < failuresMax && world.processor.state().state === 'closed'; call += 1)
      await world.cancel({}, `pay-${call}:cancel:0`)
    expect(world.processor.state()).toMatchObject({ processor: 'stripe', region: 'global', state: 'open' })
    expect(world.sent).toHaveLength(failuresMax)
    return world
  }

  it('a first send is refused as certainly not done, and nothing is sent', async () => {
    const world = await opened()
    expect(await world.cancel({ firstSentAtMs: null })).toMatchObject({
      kind: 'refused',
      cause: { code: 'breaker_open', errorCode: 'processor_down', retry: false },
    })
    expect(world.sent).toHaveLength(failuresMax)
    expect(world.trail.at(-1)).toMatchObject({ attempt: 1, code: 'breaker_open', tookMs: 0 })
  })

  it.each([
    ['a key that was sent before', { firstSentAtMs: 1_700_000_000_000 }],
    ['a key of which that is not known', {}],
  ])('%s stays unknown', async (_what, history) => {
    const world = await opened()
    expect(await world.cancel(history)).toMatchObject({
      kind: 'unknown',
      cause: { code: 'breaker_open', errorCode: 'processor_down' },
    })
    expect(world.sent).toHaveLength(failuresMax)
  })

  it('a read tells nothing: it is unknown, never "not there"', async () => {
    const world = await opened()
    expect(await world.read()).toMatchObject({ kind: 'unknown', cause: { errorCode: 'processor_down' } })
  })

  it('a first send whose own attempts opened it is unknown if one of them may have arrived, refused if none can have', async () => {
    for (const [turn, kind] of [
      [down, 'unknown'],
      [unreachable, 'refused'],
    ] as const) {
      const world = aWorld([turn], [0.5])
      await world.cancel({}, 'pay-1:cancel:0')
      await world.cancel({}, 'pay-2:cancel:0')
      expect(await world.cancel({ firstSentAtMs: null }, 'pay-3:cancel:0')).toMatchObject({
        kind,
        cause: { code: 'breaker_open', errorCode: 'processor_down' },
      })
      expect(world.sent).toHaveLength(failuresMax)
    }
  })

  it('one attempt goes through after its pause, and the first answer brings everything back', async () => {
    const world = await opened()
    world.pass(world.processor.waitMs())
    // The attempt fails: shut again at once, although the call itself might have been tried four more times.
    expect(await world.read()).toMatchObject({ kind: 'unknown' })
    expect(world.sent).toHaveLength(failuresMax + 1)
    expect(world.processor.state().state).toBe('open')
  })

  it.each([
    ['a decline', { kind: 'refused', retry: false, httpStatus: 402 }],
    ['a request that is refused', { kind: 'refused', retry: false, httpStatus: 400 }],
    ['a limit', { kind: 'refused', retry: true, httpStatus: 429 }],
    ['a conflict', { kind: 'unknown', retry: true, httpStatus: 409 }],
  ] as const)('is not what %s can bring about', async (_what, turn) => {
    const world = aWorld([{ ...turn, tookMs: 1 }], [0.5])
    for (let call = 0; call < 2 * failuresMax; call += 1) await world.cancel()
    expect(world.processor.state().state).toBe('closed')
  })

  it.each([
    ['silence', { kind: 'unknown', retry: true, httpStatus: null }],
    ['a 5xx that says not to try again', { kind: 'unknown', retry: false, httpStatus: 503 }],
    ['a refused connection', { kind: 'refused', retry: true, httpStatus: null }],
  ] as const)('is what %s brings about', async (_what, turn) => {
    const world = aWorld([{ ...turn, tookMs: 1 }], [0.5])
    for (let call = 0; call < failuresMax; call += 1) await world.cancel()
    expect(world.processor.state().state).toBe('open')
  })
})
