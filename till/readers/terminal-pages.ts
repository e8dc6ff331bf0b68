import {
  type TerminalStatus,
  terminalSilenceMaxMs,
  terminalStatusEveryMs,
} from '../../domain/protocol/terminal.ts'
import type { TillContext } from '../till-context.ts'

/** Which of this till's pages has the reader SDK in hand: the first that announced itself, and another one when it goes or falls silent. */
export type TerminalPages = {
  /** Whether this page drives now. */
  heard(status: TerminalStatus): boolean
  /** The driving page as it last described itself; null: there is none. */
  driving(): TerminalStatus | null
  close(): void
}

export function createTerminalPages(
  { clock, scheduler, log }: Pick<TillContext, 'clock' | 'scheduler' | 'log'>,
  /** A page went while it drove. */
  onGone: (pageId: string, why: 'left' | 'silent') => void,
): TerminalPages {
  /** In the order in which they announced themselves: the first drives. */
  const pages = new Map<string, { readonly status: TerminalStatus; readonly atMs: number }>()
  let cancelTimer: (() => void) | null = null

  const first = (): TerminalStatus | null => pages.values().next().value?.status ?? null

  const forget = (pageId: string, why: 'left' | 'silent'): void => {
    const drove = first()?.pageId === pageId
    if (!pages.delete(pageId) || !drove) return
    log('info', 'terminal.page-gone', { why, next: first()?.pageId ?? null })
    onGone(pageId, why)
  }

  const sweep = (): void => {
    cancelTimer = null
    const nowMs = clock.monotonicMs()
    for (const [pageId, { atMs }] of [...pages])
      if (nowMs - atMs > terminalSilenceMaxMs) forget(pageId, 'silent')
    plan()
  }
  const plan = (): void => {
    if (pages.size > 0) cancelTimer ??= scheduler.after(terminalStatusEveryMs, sweep)
  }

  return {
    heard(status) {
      if (status.leaving) {
        forget(status.pageId, 'left')
        return false
      }
      // Setting again keeps a page's place.
      pages.set(status.pageId, { status, atMs: clock.monotonicMs() })
      plan()
      return first()?.pageId === status.pageId
    },
    driving: first,
    close: () => cancelTimer?.(),
  }
}
