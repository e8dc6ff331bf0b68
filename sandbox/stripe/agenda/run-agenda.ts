import type { Scheduler } from '../../../domain/ids/clock.ts'
import type { Clock } from '../clock.ts'
import { systemScheduler } from '../scheduler.ts'
import type { Agenda, PlannedWork } from './agenda.ts'

export interface AgendaRunner {
  /** Looks at the agenda again: something was planned, or the clock was moved. */
  readonly poke: () => void
  readonly stop: () => void
}

/** A test may move the clock without telling; look again at least this often. */
const lookAgainMs = 1_000

/**
 * Does planned work when it comes due, each piece exactly once, in its own transaction with its removal. What `perform` throws has changed
 * nothing: `failed` is told, once until work goes through again, and the agenda is looked at again soon. `failed` throws on what waiting does not mend.
 */
export const runAgenda = (
  agenda: Agenda,
  clock: Clock,
  perform: (id: number, work: PlannedWork) => void,
  failed: (error: unknown) => void,
  scheduler: Scheduler = systemScheduler,
): AgendaRunner => {
  let cancelTimer = (): void => undefined
  let stopped = false
  let failing = false
  const look = (): void => {
    cancelTimer()
    if (stopped) return
    const next = tryDue() ? agenda.nextDueMs() : clock.nowMs() + lookAgainMs
    if (next === undefined) return
    cancelTimer = scheduler.after(Math.min(lookAgainMs, Math.max(0, next - clock.nowMs())), look)
  }
  const tryDue = (): boolean => {
    try {
      for (const { id, work } of agenda.due()) perform(id, work)
      failing = false
    } catch (error) {
      if (!failing) failed(error)
      failing = true
    }
    return !failing
  }
  return {
    poke: look,
    stop: () => {
      stopped = true
      cancelTimer()
    },
  }
}
