import { clsx } from 'clsx'
import X from 'lucide-react/icons/x'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useIntl } from 'react-intl'
import { IconButton } from './icon-button.tsx'
import { componentMessages } from './messages.ts'

export type DialogProps = {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  /** Buttons at the foot, the one that acts last. */
  readonly footer?: ReactNode
  /** center: in the middle · end: a drawer over the full height at the inline end */
  readonly placement?: 'center' | 'end'
  readonly width?: 's' | 'm' | 'l'
  readonly role?: 'dialog' | 'alertdialog'
  /** False where leaving by a click beside it would lose something. */
  readonly isDismissable?: boolean
}

const widths = { s: 'max-w-[420px]', m: 'max-w-[640px]', l: 'max-w-[920px]' }

/** A dialog over the screen: focus stays inside, Esc leaves, focus goes back to where it was. Rendered only while open. */
export function Dialog({
  title,
  onClose,
  children,
  footer,
  placement = 'center',
  width = 'm',
  role = 'dialog',
  isDismissable = true,
}: DialogProps) {
  const intl = useIntl()
  return (
    <ModalOverlay
      isOpen
      isDismissable={isDismissable}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      className={clsx(
        'fixed inset-0 z-40 flex bg-backdrop',
        placement === 'center' ? 'items-center justify-center p-6' : 'justify-end',
      )}
    >
      <Modal
        className={clsx(
          'appear flex max-h-full w-full overflow-hidden border border-line bg-surface text-ink',
          widths[width],
          placement === 'center' ? 'rounded-tile' : 'h-full border-y-0 border-e-0',
        )}
      >
        <AriaDialog role={role} className="flex min-h-0 w-full flex-col outline-none">
          <div className="flex min-h-14 items-center gap-2 border-b border-line ps-5 pe-1">
            <Heading slot="title" className="min-w-0 flex-1 truncate text-18 font-semibold">
              {title}
            </Heading>
            <IconButton
              label={intl.formatMessage(componentMessages.close)}
              icon={<X aria-hidden="true" size={22} />}
              onPress={onClose}
            />
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
          {footer !== undefined && (
            <div className="flex flex-wrap justify-end gap-3 border-t border-line p-4">{footer}</div>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
