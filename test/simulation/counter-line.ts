import { setTimeout as sleep } from 'node:timers/promises'
import type { Channel, Input, Output } from '../../domain/protocol/bridge.ts'
import type { CounterView } from '../../domain/protocol/views.ts'
import type { Result } from '../../domain/result.ts'
import { openTillBridge } from '../support/till-bridge.ts'
import type { Killer } from './moments.ts'
import type { Witness } from './witness.ts'

/** The till was killed under the cashier's hands. */
export class TillGone extends Error {}

/** A cashier's line to one life of the till. Writes down what is acknowledged; every call throws `TillGone` once the till is dead. */
export type CounterLine = {
  view(): CounterView
  call<C extends Channel>(channel: C, input: Input<C>): Promise<Result<Output<C>>>
  /** For calls that nothing may refuse. */
  must<C extends Channel>(channel: C, input: Input<C>): Promise<Output<C>>
  /** `meanwhile` is done every half second. */
  until(
    what: string,
    holds: (view: CounterView) => boolean,
    meanwhile?: () => Promise<unknown>,
  ): Promise<void>
  /** What happens later counts only while this life of the till lasts. */
  later(ms: number, happens: () => void): void
  close(): void
}

const patienceMs = 120_000
const stepMs = 500

export async function openCounterLine(url: string, witness: Witness, killer: Killer): Promise<CounterLine> {
  const bridge = await openTillBridge(url).catch((error: unknown) => {
    throw killer.fired ? new TillGone() : error
  })
  let gone = false
  let wake = (): void => undefined
  const leave = bridge.closed.then(() => {
    gone = true
    wake()
  })
  const leaveIfGone = async (): Promise<void> => {
    if (killer.fired && !gone) await Promise.race([leave, sleep(0)])
    if (!gone) return
    if (killer.fired) throw new TillGone()
    throw new Error('the till ended by itself')
  }
  const show = (view: CounterView): void => {
    witness.saw(view)
    killer.notice({ kind: 'shown', view })
    wake()
  }
  bridge.on('counter', show)

  const view = (): CounterView => {
    if (witness.view === null) throw new Error('nothing was shown yet')
    return witness.view
  }
  const call = async <C extends Channel>(channel: C, input: Input<C>): Promise<Result<Output<C>>> => {
    await leaveIfGone()
    witness.asked(channel, input)
    const answer = bridge.call(channel, input)
    killer.notice({ kind: 'asked', channel })
    const result = await answer
    // An answer that had left the till before it died was seen, and counts.
    if (!result.ok) {
      await leaveIfGone()
      witness.refused()
      return result
    }
    witness.answered(channel, result.value)
    if (isCounterView(result.value)) show(result.value)
    killer.notice({ kind: 'answered', channel })
    return result
  }
  return {
    view,
    call,
    must: async (channel, input) => {
      const result = await call(channel, input)
      if (!result.ok)
        throw new Error(`${channel} ${JSON.stringify(input)}: ${result.error.code}: ${result.error.message}`)
      return result.value
    },
    until: async (what, holds, meanwhile = async () => undefined) => {
      const untilMs = performance.now() + patienceMs
      while (!holds(view())) {
        await leaveIfGone()
        if (performance.now() > untilMs) {
          throw new Error(`waited too long for ${what}; the counter shows ${JSON.stringify(view().paying)}`)
        }
        const changed = new Promise<void>((resolve) => {
          wake = resolve
        })
        const step = new AbortController()
        const tick = sleep(stepMs, true, { signal: step.signal }).catch(() => false)
        const isTick = await Promise.race([changed.then(() => false), tick])
        step.abort()
        if (isTick) await meanwhile()
      }
    },
    later: (ms, happens) => {
      setTimeout(() => {
        if (!gone && !killer.fired) happens()
      }, ms)
    },
    close: () => bridge.close(),
  }
}

const isCounterView = (value: unknown): value is CounterView =>
  typeof value === 'object' && value !== null && 'revision' in value && 'phase' in value
