import X from 'lucide-react/icons/x'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { useIntl } from 'react-intl'
import { assert } from '../../../domain/assert.ts'
import { type Tone, ToneIcon } from '../../components/banner.tsx'
import { componentMessages } from '../../components/messages.ts'

export type Notice = {
  readonly kind: Exclude<Tone, 'unknown'>
  readonly text: string
  readonly action?: { readonly label: string; readonly onAction: () => void }
}
type Shown = Notice & { readonly no: number }

const NoticeContext = createContext<((notice: Notice) => void) | null>(null)

/** Says a thing once, at the foot of the catalogue, where it covers no amount. Errors and choices stay longer. */
export function useNotify(): (notice: Notice) => void {
  const notify = useContext(NoticeContext)
  assert(notify !== null, 'useNotify needs a NoticeProvider above it')
  return notify
}

const shortMs = 4_000
const longMs = 9_000

export function NoticeProvider({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<Shown | null>(null)
  const notify = useCallback((notice: Notice) => {
    setShown((before) => ({ ...notice, no: (before?.no ?? 0) + 1 }))
  }, [])
  const dismiss = useCallback(() => setShown(null), [])

  useEffect(() => {
    if (shown === null) return
    const stays = shown.kind === 'error' || shown.action !== undefined ? longMs : shortMs
    const timer = setTimeout(dismiss, stays)
    return () => clearTimeout(timer)
  }, [shown, dismiss])

  const region = useMemo(() => <NoticeRegion shown={shown} dismiss={dismiss} />, [shown, dismiss])
  return (
    <NoticeContext value={notify}>
      {children}
      {region}
    </NoticeContext>
  )
}

const edges: Record<Notice['kind'], string> = {
  info: 'text-blue',
  success: 'text-accent',
  warning: 'text-amber-ink',
  error: 'text-red',
}

function NoticeRegion({ shown, dismiss }: { readonly shown: Shown | null; readonly dismiss: () => void }) {
  const intl = useIntl()
  return (
    <div
      role="status"
      aria-live={shown?.kind === 'error' ? 'assertive' : 'polite'}
      className="pointer-events-none fixed inset-x-0 bottom-4 z-50 flex justify-start px-4"
    >
      {shown !== null && (
        <div
          key={shown.no}
          className="appear pointer-events-auto flex min-h-14 max-w-[min(560px,55vw)] items-center gap-3 rounded-tile border border-line-strong bg-surface ps-4 pe-1 text-15 text-ink"
        >
          <span className={edges[shown.kind]}>
            <ToneIcon tone={shown.kind} size={22} />
          </span>
          <p className="min-w-0 flex-1 py-2 wrap-anywhere">{shown.text}</p>
          {shown.action !== undefined && (
            <Button
              onPress={() => {
                shown.action?.onAction()
                dismiss()
              }}
              className="min-h-12 shrink-0 rounded-control px-3 font-semibold text-accent data-[hovered]:bg-surface-2"
            >
              {shown.action.label}
            </Button>
          )}
          <Button
            aria-label={intl.formatMessage(componentMessages.dismiss)}
            onPress={dismiss}
            className="inline-flex size-12 shrink-0 items-center justify-center rounded-control text-ink-2 data-[hovered]:bg-surface-2"
          >
            <X aria-hidden="true" size={18} />
          </Button>
        </div>
      )}
    </div>
  )
}
