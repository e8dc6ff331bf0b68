import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { useIntl } from 'react-intl'
import type { Summary } from '../../../domain/protocol/backoffice.ts'
import { type Tone, ToneIcon } from '../../components/banner.tsx'
import { hrefOf } from '../app/route.ts'
import { todayMessages as m } from './messages.ts'

/** What cannot wait, most pressing first; or, in as many words, that there is nothing. */
export function NeedsPerson({ summary }: { readonly summary: Summary }) {
  const intl = useIntl()
  const { unknownPaymentCount, exceptionCount, activeDeviceCount } = summary
  const isQuiet = unknownPaymentCount === 0 && exceptionCount === 0 && activeDeviceCount > 0
  return (
    <div className="flex flex-col gap-3">
      {unknownPaymentCount > 0 && (
        <Card
          tone="unknown"
          title={intl.formatMessage(m.unknownTitle, { count: unknownPaymentCount })}
          help={intl.formatMessage(m.unknownHelp)}
        />
      )}
      {exceptionCount > 0 && (
        <Card
          tone="error"
          title={intl.formatMessage(m.exceptionsTitle, { count: exceptionCount })}
          help={intl.formatMessage(m.exceptionsHelp)}
          action={<Go href={hrefOf('exceptions')}>{intl.formatMessage(m.look)}</Go>}
        />
      )}
      {activeDeviceCount === 0 && (
        <Card
          tone="info"
          title={intl.formatMessage(m.noDevices)}
          help={intl.formatMessage(m.noDevicesHelp)}
          action={<Go href={hrefOf('devices')}>{intl.formatMessage(m.pair)}</Go>}
        />
      )}
      {isQuiet && (
        <Card tone="success" title={intl.formatMessage(m.quiet)} help={intl.formatMessage(m.quietHelp)} />
      )}
    </div>
  )
}

const looks: Partial<Record<Tone, string>> = {
  unknown: 'hatched',
  error: 'bg-red-soft text-red-ink',
  info: 'bg-blue-soft text-blue-ink',
  success: 'bg-accent-soft text-accent-soft-ink',
}

function Card({
  tone,
  title,
  help,
  action,
}: {
  readonly tone: Tone
  readonly title: string
  readonly help: string
  readonly action?: ReactNode
}) {
  return (
    <div className={clsx('flex flex-wrap items-center gap-4 rounded-tile p-4', looks[tone])}>
      <ToneIcon tone={tone} size={28} />
      <div className="min-w-60 flex-1">
        <p className="text-18 font-semibold">{title}</p>
        <p className="text-15">{help}</p>
      </div>
      {action}
    </div>
  )
}

const Go = ({ href, children }: { readonly href: string; readonly children: ReactNode }) => (
  <a
    href={href}
    className="inline-flex min-h-12 items-center rounded-control border border-current px-4 text-15 font-semibold"
  >
    {children}
  </a>
)
