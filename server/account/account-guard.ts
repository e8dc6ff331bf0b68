import type { Logger } from 'pino'
import type { Scheduler } from '../../domain/ids/clock.ts'
import { type Failure, ok, type Result } from '../../domain/result.ts'
import { type AccountDeps, type AccountFinding, checkAccount } from './check-account.ts'

/** The start waits so long for the processor's answer; after that the question goes on in the background. */
export const startWaitMs = 6_000
export const askAgainMs = 60_000

export type AccountGuard = {
  /** Errors: those of `checkAccount`. A processor that cannot be asked is no error: it is asked again until it answers. */
  readonly start: () => Promise<Result<void>>
  /** Why nothing may be changed at the processor, found out after the start; null while nothing is known against it. */
  readonly refusal: () => Failure | null
  readonly close: () => void
}

/**
 * Holds a server of test or live mode to one account of the processor, and its key to the permissions it needs. Practice has neither. It is a question of
 * this process, which has its key from its own environment, so it is repeated here and not by the table of jobs, which any process may work off.
 */
export function createAccountGuard(
  deps: AccountDeps & { readonly logger: Logger; readonly scheduler: Scheduler },
): AccountGuard {
  const { mode, logger, scheduler, processor } = deps
  let finding: AccountFinding = { kind: 'unanswered', why: 'not asked yet' }
  let cancelTimer = (): void => undefined
  let closed = false

  const ask = async (): Promise<AccountFinding> => {
    const found = await checkAccount(deps).catch((error: unknown): AccountFinding => {
      if (!closed) logger.error({ err: error }, 'the check of the key broke')
      return { kind: 'unanswered', why: 'the check broke' }
    })
    // What was found once stands until something else is found: silence proves nothing.
    if (found.kind !== 'unanswered') finding = found
    return found
  }
  /** Until it agrees: a refusal may be mended at the processor while this server runs. */
  const askLater = (): void => {
    if (closed) return
    cancelTimer = scheduler.after(askAgainMs, () => {
      void ask().then((found) => {
        if (found.kind === 'refused') logger.error(found.failure.error.message)
        if (found.kind === 'agreed') logger.info(`${processor.name} agrees with the key of this server`)
        else askLater()
      })
    })
  }
  const late = (): Promise<AccountFinding> =>
    new Promise((resolve) => {
      cancelTimer = scheduler.after(startWaitMs, () =>
        resolve({ kind: 'unanswered', why: 'no answer in time' }),
      )
    })

  return {
    refusal: () => (finding.kind === 'refused' ? finding.failure : null),
    start: async () => {
      if (mode === 'practice') return ok(undefined)
      const found = await Promise.race([ask(), late()])
      cancelTimer()
      if (found.kind === 'refused') return found.failure
      if (found.kind === 'agreed') return ok(undefined)
      logger.warn(
        { why: found.why },
        `${processor.name} could not be asked whose key this is and what it may do; it is asked again every minute until it answers`,
      )
      askLater()
      return ok(undefined)
    },
    close: () => {
      closed = true
      cancelTimer()
    },
  }
}
