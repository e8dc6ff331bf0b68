import { clsx } from 'clsx'
import ArrowLeft from 'lucide-react/icons/arrow-left'
import type { ReactNode } from 'react'
import { Button } from '../../components/button.tsx'

export type PaymentFrameProps = {
  readonly title: string
  /** What leads back, or null where there is no way back (money was taken, or a card is being asked). */
  readonly back: { readonly label: string; readonly onBack: () => void; readonly isPending?: boolean } | null
  /** On low screens the amount stands in the head, in the place of the title, to leave the number pad its room. */
  readonly amount?: ReactNode
  readonly children: ReactNode
  /** Nothing in it takes focus: then it takes focus itself, so that it scrolls by keyboard too. */
  readonly isText?: boolean
  /** Stays in reach whatever scrolls above it. */
  readonly foot?: ReactNode
}

const body = 'focus-inset flex min-h-0 flex-1 flex-col overflow-y-auto'

/** The frame of every payment screen: title and way back on top, the screen, its main buttons pinned to the foot. */
export function PaymentFrame({ title, back, amount, children, isText = false, foot }: PaymentFrameProps) {
  return (
    <div className="flex h-full min-h-0 flex-col bg-surface">
      <header className="flex min-h-14 shrink-0 items-center gap-3 border-b border-line ps-4 pe-2">
        <h2
          className={clsx(
            'min-w-0 flex-1 truncate text-18 font-semibold',
            amount !== undefined && '[@media(max-height:680px)]:sr-only',
          )}
        >
          {title}
        </h2>
        {back !== null && (
          <Button
            variant="quiet"
            onPress={back.onBack}
            isPending={back.isPending ?? false}
            icon={<ArrowLeft aria-hidden="true" size={20} className="rtl:-scale-x-100" />}
          >
            {back.label}
          </Button>
        )}
        {amount !== undefined && (
          <span className="hidden flex-1 pe-2 text-end text-34 font-semibold tracking-tight [@media(max-height:680px)]:block">
            {amount}
          </span>
        )}
      </header>
      {isText ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <div tabIndex={0} className={body}>
          {children}
        </div>
      ) : (
        <div className={body}>{children}</div>
      )}
      {foot !== undefined && (
        <div className="shrink-0 border-t border-line p-3 [@media(max-height:680px)]:p-2">{foot}</div>
      )}
    </div>
  )
}
