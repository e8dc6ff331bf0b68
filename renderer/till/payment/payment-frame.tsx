import ArrowLeft from 'lucide-react/icons/arrow-left'
import type { ReactNode } from 'react'
import { Button } from '../../components/button.tsx'

export type PaymentFrameProps = {
  readonly title: string
  /** What leads back, or null where there is no way back (money was taken, or a card is being asked). */
  readonly back: { readonly label: string; readonly onBack: () => void; readonly isPending?: boolean } | null
  readonly children: ReactNode
  /** Stays in reach whatever scrolls above it. */
  readonly foot?: ReactNode
}

/** The frame of every payment screen: title and way back on top, the screen, its main buttons pinned to the foot. */
export function PaymentFrame({ title, back, children, foot }: PaymentFrameProps) {
  return (
    <div className="flex h-full min-h-0 flex-col bg-surface">
      <header className="flex min-h-14 shrink-0 items-center gap-3 border-b border-line ps-4 pe-2">
        <h2 className="min-w-0 flex-1 truncate text-18 font-semibold">{title}</h2>
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
      </header>
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">{children}</div>
      {foot !== undefined && <div className="shrink-0 border-t border-line p-3">{foot}</div>}
    </div>
  )
}
