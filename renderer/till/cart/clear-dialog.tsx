import { useIntl } from 'react-intl'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { cartMessages } from './messages.ts'

export function ClearDialog({
  lineCount,
  onClear,
  onClose,
}: {
  readonly lineCount: number
  readonly onClear: () => void
  readonly onClose: () => void
}) {
  const intl = useIntl()
  return (
    <Dialog
      role="alertdialog"
      width="s"
      title={intl.formatMessage(cartMessages.clearAsk, { count: lineCount })}
      onClose={onClose}
      footer={
        <>
          <Button autoFocus onPress={onClose}>
            {intl.formatMessage(cartMessages.keep)}
          </Button>
          <Button
            variant="danger"
            onPress={() => {
              onClear()
              onClose()
            }}
          >
            {intl.formatMessage(cartMessages.clear)}
          </Button>
        </>
      }
    >
      <p className="p-5 text-15 text-ink-2">{intl.formatMessage(cartMessages.clearHelp)}</p>
    </Dialog>
  )
}
