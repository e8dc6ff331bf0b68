import type { Result } from '../../domain/result.ts'
import type { Log } from '../ports/log.ts'
import type { Scheduler } from '../ports/scheduler.ts'
import { createBackoff } from '../sync/backoff.ts'

const waitMaxMs = 5_000

/**
 * Pairs with a code given at start, trying again for as long as the server cannot be reached at all (it may still be starting). Any answer
 * of the server, or a lost one, ends it: a code is used once. Returns how to stop.
 */
export function pairAtStart(
  pair: () => Promise<Result<void>>,
  deps: { readonly scheduler: Scheduler; readonly random: () => number; readonly log: Log },
): () => void {
  const backoff = createBackoff(deps.random, waitMaxMs)
  let stopped = false
  let cancel = (): void => {}
  const attempt = async (): Promise<void> => {
    const paired = await pair()
    if (stopped || paired.ok) return
    const { code, message, details } = paired.error
    if (code === 'server_unreachable' && details?.sent === false) {
      cancel = deps.scheduler.after(backoff.next(), run)
      return
    }
    deps.log('error', 'device.pairing-failed', { code, message })
  }
  const run = (): void => {
    attempt().catch((error: unknown) => deps.log('error', 'device.pairing-bug', { message: String(error) }))
  }
  run()
  return () => {
    stopped = true
    cancel()
  }
}
