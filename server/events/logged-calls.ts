import type { ProcessorVerbs } from '../../domain/payment/processor.ts'
import type { CallRecord, KeyHistory, ResilientProcessor } from '../processors/resilience.ts'
import type { Store } from '../store/store.ts'
import { type CallsAbout, isWorthKeeping, recordCalls } from './call-events.ts'

type Deps = { readonly store: Store; readonly processor: ResilientProcessor }

/**
 * The processor's verbs for whoever writes nothing of his own: each call that is worth keeping is an event, in a transaction of its own, before its
 * answer is given. Payments and refunds hold their calls in a trail instead and write them with what they changed.
 */
export function loggedCalls(
  { store, processor }: Deps,
  about: CallsAbout,
  history?: KeyHistory | undefined,
): ProcessorVerbs {
  const trail: CallRecord[] = []
  const write = async (): Promise<void> => {
    const kept = trail.splice(0).filter(isWorthKeeping)
    if (kept.length > 0) await store.transaction((trx) => recordCalls(trx, about, processor.id, kept))
  }
  return new Proxy(processor.calls(trail, history), {
    get: (verbs, name) => {
      const verb: unknown = Reflect.get(verbs, name)
      if (typeof verb !== 'function') return verb
      return async (...request: unknown[]): Promise<unknown> => {
        const answer: unknown = await Reflect.apply(verb, verbs, request)
        await write()
        return answer
      }
    },
  })
}
