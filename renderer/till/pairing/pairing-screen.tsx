import { useState } from 'react'
import { useIntl } from 'react-intl'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useErrorText } from '../../i18n/error-text.ts'
import { isCardUnderWay } from '../payment/card-outcome.tsx'
import { useCall, useTill, useTillStore } from '../state/till-context.tsx'
import { SettingsMenu } from '../top-bar/settings-menu.tsx'
import { pairingMessages } from './messages.ts'

const codeLengthMin = 6

/** A new till asks for its server and the single-use code; one that its server shut out says so first. */
export function PairingScreen() {
  const intl = useIntl()
  const till = useTill()
  const call = useCall()
  const errorText = useErrorText()
  const [serverUrl, setServerUrl] = useState(till.serverUrl ?? '')
  const [code, setCode] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [isPending, setIsPending] = useState(false)
  const isCardOpen = useTillStore(({ counter }) => isCardUnderWay(counter))
  const canPair = serverUrl.trim() !== '' && code.trim().length >= codeLengthMin && !isPending

  const pair = async (): Promise<void> => {
    if (!canPair) return
    setIsPending(true)
    setError(null)
    const result = await call(
      'device.pair',
      { serverUrl: serverUrl.trim(), code: code.trim() },
      { quiet: true },
    )
    setIsPending(false)
    if (result.ok) return
    // The usual words promise that cash works, which is not so before a till is paired.
    const isUnreachable = result.error.code === 'server_unreachable'
    setError(isUnreachable ? intl.formatMessage(pairingMessages.noServer) : errorText(result.error))
  }

  return (
    <div className="flex min-h-0 flex-1 flex-col bg-bg">
      <header className="flex h-13 items-center justify-end pe-1">
        <SettingsMenu version={till.version} />
      </header>
      <main className="flex min-h-0 flex-1 items-center justify-center overflow-y-auto p-6">
        <form
          className="flex w-full max-w-[440px] flex-col gap-5 rounded-tile border border-line bg-surface p-8"
          onSubmit={(event) => {
            event.preventDefault()
            void pair()
          }}
        >
          <div className="flex flex-col gap-2">
            <h1 className="text-24 font-semibold">{intl.formatMessage(pairingMessages.title)}</h1>
            <p className="text-15 text-ink-2">{intl.formatMessage(pairingMessages.intro)}</p>
          </div>
          {till.register !== null && (
            <Banner tone="warning" className="rounded-control">
              {intl.formatMessage(pairingMessages.refused, {
                count: till.queue.pending,
                register: till.register.name,
              })}
            </Banner>
          )}
          {isCardOpen && (
            <Banner tone="unknown" className="rounded-control">
              {intl.formatMessage(pairingMessages.cardOpen)}
            </Banner>
          )}
          <TextField
            label={intl.formatMessage(pairingMessages.server)}
            type="url"
            value={serverUrl}
            onChange={setServerUrl}
            placeholder="https://"
            autoComplete="off"
            inputClassName="text-left [direction:ltr]"
          />
          <TextField
            label={intl.formatMessage(pairingMessages.code)}
            value={code}
            onChange={setCode}
            autoComplete="off"
            spellCheck="false"
            autoFocus
            inputClassName="text-left [direction:ltr] tabular tracking-widest"
          />
          {error !== null && (
            <Banner tone="error" className="rounded-control">
              {error}
            </Banner>
          )}
          <Button type="submit" variant="primary" size="l" isDisabled={!canPair} isPending={isPending}>
            {intl.formatMessage(pairingMessages.pair)}
          </Button>
        </form>
      </main>
    </div>
  )
}
