import { useState } from 'react'
import { useIntl } from 'react-intl'
import { type DeviceRow, devicesResponseSchema } from '../../../domain/protocol/backoffice.ts'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { useErrorText } from '../../i18n/error-text.ts'
import { useApi } from '../api/api-context.ts'
import { devicesMessages as m } from './messages.ts'

/** Asks before a device is shut out, and says what becomes of what it holds. */
export function RevokeDialog({
  device,
  onClose,
}: {
  readonly device: DeviceRow
  readonly onClose: () => void
}) {
  const intl = useIntl()
  const api = useApi()
  const errorText = useErrorText()
  const [isAsking, setAsking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const revoke = async (): Promise<void> => {
    setAsking(true)
    const path = `/v1/backoffice/devices/${encodeURIComponent(device.deviceId)}/revoke`
    const result = await api.post(path, {}, devicesResponseSchema)
    setAsking(false)
    if (result.ok) onClose()
    else setProblem(errorText(result.error))
  }
  return (
    <Dialog
      title={intl.formatMessage(m.revokeTitle, {
        name: device.name,
        register: device.registerName ?? device.registerId,
      })}
      onClose={onClose}
      role="alertdialog"
      width="s"
      isDismissable={false}
      footer={
        <>
          <Button autoFocus onPress={onClose}>
            {intl.formatMessage(m.keep)}
          </Button>
          <Button variant="danger" isPending={isAsking} onPress={() => void revoke()}>
            {intl.formatMessage(m.revoke)}
          </Button>
        </>
      }
    >
      {problem !== null && <Banner tone="error">{problem}</Banner>}
      <p className="p-5 text-15">{intl.formatMessage(m.revokeText)}</p>
    </Dialog>
  )
}
