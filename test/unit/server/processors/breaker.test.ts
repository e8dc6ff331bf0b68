import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type BreakerState,
  createBreaker,
  failuresMax,
  type Permit,
  pausesMaxMs,
} from '../../../../server/processors/breaker.ts'

/** A breaker on a clock that only moves when told to. */
function aBreaker(random: () => number = () => 0.5) {
  let nowMs = 1_000_000
  const changes: BreakerState[] = []
  const breaker = createBreaker({
    clock: { nowMs: () => nowMs, monotonicMs: () => nowMs },
    random,
    onChange: (state) => changes.push(state),
  })
  const permit = (): Permit => {
    const given = breaker.admit()
    if (given === null) throw new Error('the breaker is open')
    return given
  }
  const fail = (count: number, code = 'timeout') => {
    for (let sent = 0; sent < count; sent += 1) permit().failed(code)
  }
  return {
    breaker,
    changes,
    permit,
    fail,
    pass: (ms: number) => {
      nowMs += ms
    },
    nowMs: () => nowMs,
  }
}

describe('the breaker', () => {
  it('opens at the twelfth failure in a row and sends nothing until its pause is over', () => {
    const { breaker, fail, pass, nowMs } = aBreaker()
    fail(failuresMax - 1)
    expect(breaker.state().state).toBe('closed')
    fail(1, 'http_503')
    expect(breaker.state()).toEqual({
      state: 'open',
      sinceMs: nowMs(),
      downSinceMs: nowMs(),
      lastCause: 'http_503',
    })
    const waitMs = breaker.waitMs()
    expect(breaker.admit()).toBeNull()
    pass(waitMs - 1)
    expect(breaker.admit()).toBeNull()
    pass(1)
    expect(breaker.admit()).not.toBeNull()
  })

  it('counts failures in a row only: one answer begins anew', () => {
    const { breaker, fail, permit } = aBreaker()
    fail(failuresMax - 1)
    permit().answered()
    fail(failuresMax - 1)
    expect(breaker.state().state).toBe('closed')
  })

  it('lets a single attempt through after the pause, and its answer closes it', () => {
    const { breaker, fail, pass, permit } = aBreaker()
    fail(failuresMax)
    pass(breaker.waitMs())
    const trial = permit()
    expect(breaker.state().state).toBe('half-open')
    expect(breaker.admit()).toBeNull()
    trial.answered()
    expect(breaker.state()).toMatchObject({ state: 'closed', downSinceMs: null, lastCause: 'timeout' })
    fail(failuresMax - 1)
    expect(breaker.state().state).toBe('closed')
  })

  it('waits longer each time the attempt fails, and forgets that once it closed', () => {
    const { breaker, fail, pass, permit, nowMs } = aBreaker(() => 0.999_999)
    fail(failuresMax)
    const downSinceMs = nowMs()
    for (const maxMs of [...pausesMaxMs, pausesMaxMs.at(-1)]) {
      expect(breaker.waitMs()).toBe(maxMs)
      pass(breaker.waitMs())
      permit().failed('connection_refused')
      expect(breaker.state()).toMatchObject({ state: 'open', downSinceMs, lastCause: 'connection_refused' })
    }
    pass(breaker.waitMs())
    permit().answered()
    fail(failuresMax)
    expect(breaker.waitMs()).toBe(pausesMaxMs[0])
  })

  it('hears nothing of attempts that were on their way when it opened', () => {
    const { breaker, fail, pass, permit } = aBreaker()
    const [early, late, laterStill] = [permit(), permit(), permit()]
    fail(failuresMax)
    const waitMs = breaker.waitMs()
    early.answered()
    late.failed('timeout')
    expect(breaker.state().state).toBe('open')
    expect(breaker.waitMs()).toBe(waitMs)
    pass(waitMs)
    const trial = permit()
    laterStill.answered()
    expect(breaker.state().state).toBe('half-open')
    trial.failed('timeout')
    expect(breaker.state().state).toBe('open')
  })

  it('goes through its states as the model says, whatever happens in whatever order', () => {
    const one = fc.oneof(
      { weight: 6, arbitrary: fc.record({ kind: fc.constant('send' as const) }) },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('answer' as const), nth: fc.nat(20) }) },
      { weight: 6, arbitrary: fc.record({ kind: fc.constant('fail' as const), nth: fc.nat(20) }) },
      { weight: 5, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.nat(40_000) }) },
    )
    /** An outage: sent and failed, again and again. */
    const outage = fc
      .integer({ min: 6, max: 14 })
      .map((count) =>
        Array.from({ length: count }, () => [
          { kind: 'send' } as const,
          { kind: 'fail', nth: -1 } as const,
        ]).flat(),
      )
    const step = fc.oneof(
      { weight: 5, arbitrary: one.map((each) => [each]) },
      { weight: 1, arbitrary: outage },
    )
    const moves = new Set(['closed open', 'open half-open', 'half-open open', 'half-open closed'])
    const seen = new Set<string>()
    const seenMoves = new Set<string>()
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 120, size: 'max' }),
        fc.array(fc.double({ min: 0, max: 0.999_999, noNaN: true }), { minLength: 1, maxLength: 20 }),
        (steps, chances) => {
          let drawn = 0
          const { breaker, changes, pass, nowMs } = aBreaker(() => chances[drawn++ % chances.length] ?? 0)
          // The model: what a person would say of a breaker, without its arithmetic.
          let state = 'closed'
          let inARow = 0
          let openings = 0
          let openedAtMs = 0
          const underWay: { permit: Permit; isTrial: boolean }[] = []
          for (const each of steps.flat()) {
            if (each.kind === 'pass') pass(each.ms)
            if (each.kind === 'send') {
              const permit = breaker.admit()
              const pausedMs = nowMs() - openedAtMs
              const maxMs = pausesMaxMs[Math.min(openings, pausesMaxMs.length) - 1] ?? 0
              if (state === 'closed') expect(permit).not.toBeNull()
              if (state === 'half-open') expect(permit).toBeNull()
              if (state === 'open' && pausedMs < maxMs / 2) expect(permit).toBeNull()
              if (state === 'open' && pausedMs >= maxMs) expect(permit).not.toBeNull()
              if (permit !== null) {
                underWay.push({ permit, isTrial: state === 'open' })
                if (state === 'open') state = 'half-open'
              }
            }
            if ((each.kind === 'answer' || each.kind === 'fail') && underWay.length > 0) {
              const [ended] = underWay.splice(each.nth < 0 ? -1 : each.nth % underWay.length, 1)
              if (ended === undefined) continue
              if (each.kind === 'answer') ended.permit.answered()
              else ended.permit.failed('timeout')
              if (ended.isTrial || state === 'closed') {
                inARow = each.kind === 'answer' ? 0 : inARow + 1
                const opens = ended.isTrial ? each.kind === 'fail' : inARow >= failuresMax
                if (opens) {
                  state = 'open'
                  openings += 1
                  openedAtMs = nowMs()
                } else if (ended.isTrial) {
                  state = 'closed'
                  openings = 0
                }
              }
            }
            expect(breaker.state().state).toBe(state)
            expect(breaker.state().downSinceMs === null).toBe(state === 'closed')
            seen.add(state)
          }
          const path = ['closed', ...changes.map((change) => change.state)]
          for (const [at, to] of path.entries()) if (at > 0) seenMoves.add(`${path[at - 1]} ${to}`)
        },
      ),
      { numRuns: 300 },
    )
    expect(seen.size).toBe(3)
    expect(seenMoves).toEqual(moves)
  })
})
