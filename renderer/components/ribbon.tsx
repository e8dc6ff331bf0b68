import type { ReactNode } from 'react'

/** The striped band of practice and test mode: nobody takes this screen for one that moves money. */
export function Ribbon({
  label,
  children,
  end,
}: {
  /** What the band is, among the landmarks of the page. */
  readonly label: string
  readonly children: ReactNode
  readonly end?: ReactNode
}) {
  return (
    <aside
      aria-label={label}
      className="striped flex min-h-9 items-center justify-between gap-3 border-b border-line px-4 text-13 text-amber-ink"
    >
      <p className="rounded-control bg-bg px-2 py-0.5 font-semibold">{children}</p>
      {end}
    </aside>
  )
}
