import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { type Tone, ToneIcon } from './banner.tsx'

const looks: Record<Tone | 'neutral', string> = {
  neutral: 'bg-surface-2 text-ink-2',
  info: 'bg-blue-soft text-blue-ink',
  success: 'bg-accent-soft text-accent-soft-ink',
  warning: 'bg-amber-soft text-amber-ink',
  error: 'bg-red-soft text-red-ink',
  unknown: 'hatched border-2!',
}

/** A state in a word, with its icon: never colour alone. */
export function Badge({ tone, children }: { readonly tone: Tone | 'neutral'; readonly children: ReactNode }) {
  return (
    <span
      className={clsx(
        'inline-flex items-center gap-1.5 rounded-control px-2 py-0.5 text-13 font-medium whitespace-nowrap',
        looks[tone],
      )}
    >
      {tone !== 'neutral' && <ToneIcon tone={tone} size={14} />}
      {children}
    </span>
  )
}
