import { clsx } from 'clsx'
import CircleAlert from 'lucide-react/icons/circle-alert'
import CircleCheck from 'lucide-react/icons/circle-check'
import CircleQuestionMark from 'lucide-react/icons/circle-question-mark'
import Info from 'lucide-react/icons/info'
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import type { ReactNode } from 'react'

export type Tone = 'info' | 'success' | 'warning' | 'error' | 'unknown'

const looks: Record<Tone, string> = {
  info: 'bg-blue-soft text-blue-ink',
  success: 'bg-accent-soft text-accent-soft-ink',
  warning: 'bg-amber-soft text-amber-ink',
  error: 'bg-red-soft text-red-ink',
  unknown: 'hatched',
}
const icons = {
  info: Info,
  success: CircleCheck,
  warning: TriangleAlert,
  error: CircleAlert,
  unknown: CircleQuestionMark,
}

export function ToneIcon({ tone, size = 20 }: { readonly tone: Tone; readonly size?: number }) {
  const Icon = icons[tone]
  return <Icon aria-hidden="true" size={size} className="shrink-0" />
}

/** A line that stays as long as what it says is true. `unknown` wears the hatched violet edge. */
export function Banner({
  tone,
  children,
  action,
  className,
}: {
  readonly tone: Tone
  readonly children: ReactNode
  readonly action?: ReactNode
  readonly className?: string | undefined
}) {
  return (
    <div
      role="status"
      className={clsx('flex items-center gap-3 px-4 py-2 text-15 font-medium', looks[tone], className)}
    >
      <ToneIcon tone={tone} />
      <div className="min-w-0 flex-1">{children}</div>
      {action}
    </div>
  )
}
