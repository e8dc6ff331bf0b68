import { clsx } from 'clsx'
import { useSyncExternalStore } from 'react'

/** A key's name on the button that it presses. Left out on touch-only screens, which have no keys. */
export function Kbd({
  children,
  onAccent = false,
}: {
  readonly children: string
  readonly onAccent?: boolean
}) {
  const keys = useSyncExternalStore(subscribeToPointer, hasFinePointer)
  if (!keys) return null
  return (
    <span
      aria-hidden="true"
      className={clsx(
        'rounded-[5px] border px-1.5 font-sans text-13 font-medium tabular',
        onAccent ? 'border-current' : 'border-line bg-surface-2 text-ink-2',
      )}
    >
      {children}
    </span>
  )
}

const finePointer = '(any-pointer: fine)'
const hasFinePointer = (): boolean => matchMedia(finePointer).matches
function subscribeToPointer(changed: () => void): () => void {
  const query = matchMedia(finePointer)
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}
