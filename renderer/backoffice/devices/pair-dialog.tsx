import { useState } from 'react'
import { useIntl } from 'react-intl'
import type { z } from 'zod'
import { type DeviceRow, pairingCodeResponseSchema } from '../../../domain/protocol/backoffice.ts'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useErrorText } from '../../i18n/error-text.ts'
import { useApi } from '../api/api-context.ts'
import { Choice } from '../app/preferences.tsx'
import { useShop } from '../app/shop-context.ts'
import { devicesMessages as m } from './messages.ts'
import { ShownCode } from './shown-code.tsx'

const newRegister = ''

/** A code for one till: first for which register, then the code itself, once. */
export function PairDialog({
  devices,
  onClose,
}: {
  readonly devices: readonly DeviceRow[]
  readonly onClose: () => void
}) {
  const intl = useIntl()
  const api = useApi()
  const errorText = useErrorText()
  const { registers } = useShop()
  // Never one that a till sells on: pairing another there shuts the first one out.
  const [registerId, setRegisterId] = useState<string>(
    () =>
      registers.find(
        ({ id }) => !devices.some((device) => device.registerId === id && device.revokedAtMs === null),
      )?.id ?? newRegister,
  )
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [isNameMissing, setNameMissing] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const [made, setMade] = useState<z.infer<typeof pairingCodeResponseSchema> | null>(null)

  const make = async (): Promise<void> => {
    if (registerId === newRegister && name.trim() === '') {
      setNameMissing(true)
      return
    }
    setAsking(true)
    const body = registerId === newRegister ? { registerName: name.trim() } : { registerId }
    const result = await api.post('/v1/backoffice/pairing-codes', body, pairingCodeResponseSchema)
    setAsking(false)
    if (result.ok) setMade(result.value)
    else setProblem(errorText(result.error))
  }

  if (made !== null) {
    return (
      <Dialog
        title={intl.formatMessage(m.codeTitle)}
        onClose={onClose}
        isDismissable={false}
        footer={
          <Button variant="primary" onPress={onClose}>
            {intl.formatMessage(m.done)}
          </Button>
        }
      >
        <ShownCode made={made} onAgain={() => setMade(null)} />
      </Dialog>
    )
  }
  const current = devices.find((device) => device.registerId === registerId && device.revokedAtMs === null)
  return (
    <Dialog
      title={intl.formatMessage(m.codeTitle)}
      onClose={onClose}
      footer={
        <Button variant="primary" isPending={isAsking} onPress={() => void make()}>
          {intl.formatMessage(m.make)}
        </Button>
      }
    >
      {problem !== null && <Banner tone="error">{problem}</Banner>}
      <div className="flex flex-col gap-4 p-5">
        <Choice
          label={intl.formatMessage(m.which)}
          value={registerId}
          options={[...registers, { id: newRegister, name: intl.formatMessage(m.newRegister) }]}
          onChange={setRegisterId}
        />
        {registerId === newRegister && (
          <TextField
            label={intl.formatMessage(m.newName)}
            value={name}
            autoFocus
            maxLength={60}
            errorMessage={isNameMissing ? intl.formatMessage(m.newNameMissing) : undefined}
            onChange={(next) => {
              setName(next)
              setNameMissing(false)
            }}
          />
        )}
        {current !== undefined && (
          <Banner tone="warning" className="rounded-tile">
            {intl.formatMessage(m.replaces, { name: current.name })}
          </Banner>
        )}
      </div>
    </Dialog>
  )
}
