import { lazy, Suspense } from 'react'
import type { DialogName } from '../state/till-context.tsx'

const HistoryDialog = lazy(async () => ({
  default: (await import('../history/history-dialog.tsx')).HistoryDialog,
}))
const ParkedDialog = lazy(async () => ({
  default: (await import('../parked/parked-dialog.tsx')).ParkedDialog,
}))
const QueueDialog = lazy(async () => ({ default: (await import('../queue/queue-dialog.tsx')).QueueDialog }))
const ReadersDialog = lazy(async () => ({
  default: (await import('../readers/readers-dialog.tsx')).ReadersDialog,
}))

const dialogs = {
  history: HistoryDialog,
  parked: ParkedDialog,
  queue: QueueDialog,
  readers: ReadersDialog,
} satisfies Record<DialogName, unknown>

/** The dialogs of the top bar; each is loaded when it is first opened. */
export function Dialogs({
  open,
  onClose,
}: {
  readonly open: DialogName | null
  readonly onClose: () => void
}) {
  if (open === null) return null
  const Open = dialogs[open]
  return (
    <Suspense>
      <Open onClose={onClose} />
    </Suspense>
  )
}
