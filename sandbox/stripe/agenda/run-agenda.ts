import type { Clock } from '../clock.ts'
import type { Agenda, PlannedWork } from './agenda.ts'

export interface AgendaRunner {
  /** Looks at the agenda again: something was planned, or the clock was moved. */
  readonly poke: () => void
  readonly stop: () => void
}

/** A test may move the clock without telling; look again at least this often. */
const lookAgainMs = 1_000

/** Does planned work when it comes due, each piece exactly once, in its own transaction with its removal. */
export const runAgenda = (
  agenda: Agenda,
  clock: Clock,
  perform: (id: number, work: PlannedWork) => void,
): AgendaRunner => {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const look = (): void => {
    clearTimeout(timer)
    if (stopped) return
    for (const { id, work } of agenda.due()) perform(id, work)
    const next = agenda.nextDueMs()
    if (next === undefined) return
    timer = setTimeout(look, Math.min(lookAgainMs, Math.max(0, next - clock.nowMs())))
    timer.unref()
  }
  return {
    poke: look,
    stop: () => {
      stopped = true
      clearTimeout(timer)
    },
  }
}
