import type { TillState } from '../../domain/protocol/views.ts'
import type { Result } from '../../domain/result.ts'

/** How a till tells its state: now, and from now on. */
export type StateSource = {
  readonly state: () => Promise<Result<TillState>>
  readonly onState: (listener: (state: TillState) => void) => () => void
}

/**
 * Resolves when a till that was given a pairing code is paired and has the shop's catalogue, so that whoever opens its address is greeted by the shop and
 * not by a form that disappears. Gives up after `withinMs`: the pairing screen then says what is wrong.
 */
export function untilPaired(till: StateSource, withinMs: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(tooLate)
      off()
      resolve()
    }
    const look = (state: TillState): void => {
      if (state.paired && state.catalogue.ready) done()
    }
    const tooLate = setTimeout(done, withinMs)
    const off = till.onState(look)
    till.state().then((state) => {
      if (state.ok) look(state.value)
    }, done)
  })
}
