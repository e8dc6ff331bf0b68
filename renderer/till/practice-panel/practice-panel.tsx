import X from 'lucide-react/icons/x'
import { useIntl } from 'react-intl'
import { IconButton } from '../../components/icon-button.tsx'
import { practicePanelMessages as m } from './messages.ts'

/**
 * The simulated reader beside the payment, in practice mode only. It is a page of the practice world in a frame of its own: the till hears
 * of what happens there the way it hears of a real reader, through its server.
 */
export function PracticePanel({
  url,
  onClose,
}: {
  readonly url: string
  /** Left out: it goes with what it stands beside. */
  readonly onClose?: (() => void) | undefined
}) {
  const intl = useIntl()
  return (
    <div className="flex h-full flex-col">
      <header className="flex min-h-12 shrink-0 items-center gap-2 border-b border-line ps-4 pe-1">
        <h2 className="min-w-0 flex-1 truncate text-15 font-semibold">{intl.formatMessage(m.title)}</h2>
        {onClose !== undefined && (
          <IconButton
            label={intl.formatMessage(m.hide)}
            icon={<X aria-hidden="true" size={20} />}
            onPress={onClose}
          />
        )}
      </header>
      <iframe
        title={intl.formatMessage(m.title)}
        src={url}
        sandbox="allow-scripts allow-same-origin allow-forms"
        referrerPolicy="no-referrer"
        className="min-h-0 w-full flex-1 border-0"
      />
    </div>
  )
}
