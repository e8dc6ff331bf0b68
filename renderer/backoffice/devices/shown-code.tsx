import Copy from 'lucide-react/icons/copy'
import { useEffect, useState } from 'react'
import { FormattedMessage, useIntl } from 'react-intl'
import type { z } from 'zod'
import type { pairingCodeResponseSchema } from '../../../domain/protocol/backoffice.ts'
import { Button } from '../../components/button.tsx'
import { devicesMessages as m } from './messages.ts'

/** The code, large enough to read across a counter, with the time it has left. */
export function ShownCode({
  made,
  onAgain,
}: {
  readonly made: z.infer<typeof pairingCodeResponseSchema>
  readonly onAgain: () => void
}) {
  const intl = useIntl()
  const [now, setNow] = useState(Date.now)
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  const leftSeconds = Math.max(0, Math.ceil((made.expiresAtMs - now) / 1_000))

  if (leftSeconds === 0) {
    return (
      <div className="flex flex-col items-center gap-4 p-8 text-center">
        <p role="alert" className="text-18">
          {intl.formatMessage(m.expired)}
        </p>
        <Button onPress={onAgain}>{intl.formatMessage(m.make)}</Button>
      </div>
    )
  }
  const copy = (): void => {
    navigator.clipboard.writeText(made.code).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  }
  return (
    <div className="flex flex-col items-center gap-4 p-8 text-center">
      <p className="text-15">{intl.formatMessage(m.codeFor, { register: made.register.name })}</p>
      <p
        dir="ltr"
        className="tabular rounded-tile border border-line-strong bg-surface-2 px-6 py-4 text-34 font-semibold tracking-[0.08em] select-all"
      >
        {made.code}
      </p>
      <Button icon={<Copy aria-hidden="true" size={20} />} onPress={copy}>
        {intl.formatMessage(isCopied ? m.copied : m.copy)}
      </Button>
      <p className="text-15 text-ink-2">
        {intl.formatMessage(m.once)}{' '}
        <FormattedMessage
          {...m.expires}
          values={{ time: <bdi className="tabular">{clockOf(leftSeconds)}</bdi> }}
        />
      </p>
    </div>
  )

  function clockOf(seconds: number): string {
    const two = { minimumIntegerDigits: 2 }
    return `${intl.formatNumber(Math.floor(seconds / 60))}:${intl.formatNumber(seconds % 60, two)}`
  }
}
