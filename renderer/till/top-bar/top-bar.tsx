import { clsx } from 'clsx'
import PauseCircle from 'lucide-react/icons/circle-pause'
import Cloud from 'lucide-react/icons/cloud'
import CloudOff from 'lucide-react/icons/cloud-off'
import CreditCard from 'lucide-react/icons/credit-card'
import LockKeyhole from 'lucide-react/icons/lock-keyhole'
import ReceiptText from 'lucide-react/icons/receipt-text'
import { memo } from 'react'
import { useIntl } from 'react-intl'
import type { TillState } from '../../../domain/protocol/views.ts'
import { useCall, useDialogs, useTill, useTillStore } from '../state/till-context.tsx'
import { BarButton } from './bar-button.tsx'
import { Clock } from './clock.tsx'
import { topBarMessages } from './messages.ts'
import { SettingsMenu } from './settings-menu.tsx'

/** Where, who, whether the server hears us, and the ways out of the counter. 52 px, never moves. */
export const TopBar = memo(function TopBar() {
  const intl = useIntl()
  const till = useTill()
  const call = useCall()
  const dialogs = useDialogs()
  const { store, register, staff, parkedCount } = till
  return (
    <header className="flex h-13 shrink-0 items-center gap-1 border-b border-line bg-surface ps-4 pe-1">
      <div className="me-auto flex min-w-0 items-baseline gap-2 pe-2">
        <h1 className="truncate text-15 font-semibold">{store?.name}</h1>
        <span className="truncate text-13 text-ink-2">{register?.name}</span>
      </div>
      <ConnectionButton till={till} onPress={() => dialogs.open('queue')} />
      <ReaderButton till={till} onPress={() => dialogs.open('readers')} />
      <BarButton
        icon={<PauseCircle aria-hidden="true" size={20} />}
        className="relative"
        onPress={() => dialogs.open('parked')}
      >
        <span className="max-xl:sr-only">{intl.formatMessage(topBarMessages.parked)}</span>
        {parkedCount > 0 && (
          // On the icon's corner, so that its coming moves no other button.
          <span className="tabular absolute start-5 top-0 min-w-5 rounded-full bg-ink px-1 text-center text-13 leading-5 font-semibold text-bg">
            {intl.formatNumber(parkedCount)}
          </span>
        )}
      </BarButton>
      <BarButton icon={<ReceiptText aria-hidden="true" size={20} />} onPress={() => dialogs.open('history')}>
        <span className="max-xl:sr-only">{intl.formatMessage(topBarMessages.history)}</span>
      </BarButton>
      <Clock timeZone={store?.timeZone} />
      {staff !== null && (
        <>
          <span className="max-w-40 truncate ps-2 text-15 font-medium" title={staff.name}>
            <span className="sr-only">
              {intl.formatMessage(topBarMessages.cashier, { name: staff.name })}
            </span>
            <span aria-hidden="true">{staff.name}</span>
          </span>
          <BarButton
            aria-label={intl.formatMessage(topBarMessages.lock)}
            icon={<LockKeyhole aria-hidden="true" size={20} />}
            onPress={() => void call('staff.signOut', {})}
          />
        </>
      )}
      <SettingsMenu version={till.version} />
    </header>
  )
})

function ConnectionButton({ till, onPress }: { readonly till: TillState; readonly onPress: () => void }) {
  const intl = useIntl()
  const isLinked = useTillStore(({ link }) => link === 'ready')
  const isOnline = isLinked && till.connection === 'online'
  const { pending, needsPerson } = till.queue
  const words = [
    intl.formatMessage(isOnline ? topBarMessages.online : topBarMessages.offline),
    ...(pending > 0 ? [intl.formatMessage(topBarMessages.waiting, { count: pending })] : []),
    ...(needsPerson > 0 ? [intl.formatMessage(topBarMessages.needsPerson, { count: needsPerson })] : []),
  ]
  const Icon = isOnline ? Cloud : CloudOff
  return (
    <BarButton
      onPress={onPress}
      icon={<Icon aria-hidden="true" size={20} className={isOnline ? 'text-accent' : ''} />}
      className={clsx(
        'tabular',
        needsPerson > 0 ? 'bg-red-soft text-red-ink' : !isOnline && 'bg-amber-soft text-amber-ink',
      )}
    >
      <span className="sr-only">{intl.formatMessage(topBarMessages.queue)}:</span>
      {words.map((word, index) => (
        <span key={word} className={index === 0 ? '' : 'text-13'}>
          {word}
        </span>
      ))}
    </BarButton>
  )
}

function ReaderButton({ till, onPress }: { readonly till: TillState; readonly onPress: () => void }) {
  const intl = useIntl()
  const name = till.reader?.label ?? intl.formatMessage(topBarMessages.noReader)
  return (
    <BarButton
      onPress={onPress}
      icon={<CreditCard aria-hidden="true" size={20} />}
      className={till.reader === null ? 'bg-amber-soft text-amber-ink' : ''}
    >
      <span className="sr-only">{intl.formatMessage(topBarMessages.reader)}:</span>
      <span className="max-w-36 truncate max-xl:sr-only">{name}</span>
    </BarButton>
  )
}
