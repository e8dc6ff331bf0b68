import { expect, test, vi } from 'vitest'
import type { TillState } from '../../../../domain/protocol/views.ts'
import { ok } from '../../../../domain/result.ts'
import { type StateSource, untilPaired } from '../../../../till/shell/until-paired.ts'

const state = (paired: boolean, ready: boolean): TillState =>
  ({ paired, catalogue: { productCount: 0, ready } }) as TillState

function tillThatSays(first: TillState) {
  const listeners = new Set<(state: TillState) => void>()
  const till: StateSource = {
    state: async () => ok(first),
    onState: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  return { till, listeners, say: (next: TillState) => listeners.forEach((listener) => void listener(next)) }
}

test('a till is ready when it is paired and has the catalogue, not before', async () => {
  const { till, say, listeners } = tillThatSays(state(false, false))
  const ready = vi.fn()
  const waiting = untilPaired(till, 60_000).then(ready)
  await Promise.resolve()
  say(state(true, false))
  await new Promise((resolve) => setImmediate(resolve))
  expect(ready).not.toHaveBeenCalled()
  say(state(true, true))
  await waiting
  expect(listeners.size).toBe(0)
})

test('a till that was paired before is ready at once', async () => {
  await untilPaired(tillThatSays(state(true, true)).till, 60_000)
})

test('a till that cannot be paired shows its screen after a while', async () => {
  const { till, listeners } = tillThatSays(state(false, false))
  await untilPaired(till, 1)
  expect(listeners.size).toBe(0)
})
