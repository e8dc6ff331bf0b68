import { clsx } from 'clsx'
import { type ReactNode, useEffect, useRef } from 'react'

/**
 * One page of the readers dialog: its content, and its buttons at the foot. Takes the focus when it comes and nothing inside it has, so that the
 * keyboard goes on where the eyes are.
 */
export function ViewFrame({
  name,
  isTall = false,
  children,
  actions,
}: {
  readonly name: string
  /** Keeps its height while its content comes. */
  readonly isTall?: boolean
  readonly children: ReactNode
  readonly actions: ReactNode
}) {
  const frame = useRef<HTMLElement>(null)
  useEffect(() => {
    if (frame.current?.contains(document.activeElement) === false) frame.current.focus()
  }, [])
  return (
    <section
      ref={frame}
      aria-label={name}
      tabIndex={-1}
      className={clsx('flex flex-col outline-none', isTall && 'min-h-[min(30rem,calc(100dvh-7rem))]')}
    >
      <div className="min-h-0 flex-1">{children}</div>
      <div className="sticky bottom-0 flex flex-wrap justify-end gap-3 border-t border-line bg-surface p-4">
        {actions}
      </div>
    </section>
  )
}
