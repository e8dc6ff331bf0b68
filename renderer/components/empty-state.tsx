import { clsx } from 'clsx'
import type { ReactNode } from 'react'

export type EmptyStateProps = {
  readonly icon: ReactNode
  readonly title: ReactNode
  readonly children?: ReactNode
  readonly actions?: ReactNode
  readonly className?: string | undefined
}

/** What is not here, and what to do about it. */
export function EmptyState({ icon, title, children, actions, className }: EmptyStateProps) {
  return (
    <div
      className={clsx('flex h-full flex-col items-center justify-center gap-2 p-8 text-center', className)}
    >
      <span aria-hidden="true" className="mb-2 text-ink-3">
        {icon}
      </span>
      <p className="text-18 font-semibold text-ink">{title}</p>
      {children !== undefined && <div className="max-w-[42ch] text-15 text-ink-2">{children}</div>}
      {actions !== undefined && <div className="mt-4 flex flex-wrap justify-center gap-3">{actions}</div>}
    </div>
  )
}
