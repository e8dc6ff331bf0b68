import type { ReactNode } from 'react'

/** A page's head and body: its name, what it is about, and what can be done on it. */
export function Page({
  title,
  children,
  actions,
  above,
}: {
  readonly title: ReactNode
  readonly children: ReactNode
  readonly actions?: ReactNode
  /** A line above the title: where this page hangs. */
  readonly above?: ReactNode
}) {
  return (
    <div className="mx-auto flex w-full max-w-[1440px] flex-col gap-5 p-6">
      <header className="flex min-h-12 flex-wrap items-end justify-between gap-4">
        <div>
          {above}
          <h1 className="text-24 font-semibold">{title}</h1>
        </div>
        {actions !== undefined && <div className="flex flex-wrap gap-3">{actions}</div>}
      </header>
      {children}
    </div>
  )
}
