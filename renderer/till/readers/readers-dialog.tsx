import { clsx } from 'clsx'
import Check from 'lucide-react/icons/check'
import CreditCard from 'lucide-react/icons/credit-card'
import RefreshCw from 'lucide-react/icons/refresh-cw'
import { Button as AriaButton } from 'react-aria-components/Button'
import { useIntl } from 'react-intl'
import { Badge } from '../../components/badge.tsx'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { useAnswer } from '../history/use-answer.ts'
import { Waiting } from '../history/waiting.tsx'
import { hasEnded } from '../payment/card-outcome.tsx'
import { useMoneyCall } from '../payment/use-money-call.ts'
import { useCounter, useTill } from '../state/till-context.tsx'
import { readersMessages as m } from './messages.ts'

/** Which reader this register asks for cards. It cannot change while one is asking. */
export function ReadersDialog({ onClose }: { readonly onClose: () => void }) {
  const intl = useIntl()
  const { reader } = useTill()
  const card = useCounter().paying?.card ?? null
  const readers = useAnswer('reader.list', {})
  const calls = useMoneyCall()
  const isLocked = card !== null && !hasEnded(card)

  const choose = async (readerId: string): Promise<void> => {
    const result = await calls.run('reader.choose', { readerId })
    if (result?.ok === true) onClose()
  }
  return (
    <Dialog
      title={intl.formatMessage(m.title)}
      onClose={onClose}
      footer={
        <Button icon={<RefreshCw aria-hidden="true" size={20} />} onPress={readers.reload}>
          {intl.formatMessage(m.refresh)}
        </Button>
      }
    >
      {isLocked && <Banner tone="warning">{intl.formatMessage(m.locked)}</Banner>}
      <Waiting answer={readers}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState
              icon={<CreditCard size={44} strokeWidth={1.5} />}
              title={intl.formatMessage(m.none)}
              className="min-h-72"
            >
              {intl.formatMessage(m.noneHelp)}
            </EmptyState>
          ) : (
            <div className="flex flex-col gap-3 p-5">
              <p className="text-15 text-ink-2">{intl.formatMessage(m.choose)}</p>
              {list.map(({ id, label, deviceType, online }) => {
                const isChosen = reader?.id === id
                return (
                  <AriaButton
                    key={id}
                    isDisabled={isLocked || calls.pending !== null}
                    onPress={() => void choose(id)}
                    aria-pressed={isChosen}
                    className={clsx(
                      'flex min-h-18 items-center gap-4 rounded-tile border px-4 py-3 text-start data-[hovered]:bg-surface-2 data-[disabled]:opacity-60',
                      isChosen ? 'border-accent' : 'border-line-strong',
                    )}
                  >
                    <CreditCard aria-hidden="true" size={24} className="shrink-0 text-ink-3" />
                    <span className="min-w-0 flex-1">
                      <span className="block truncate text-18 font-medium">{label}</span>
                      <span className="block truncate text-13 text-ink-2">
                        {deviceType.startsWith('simulated') ? intl.formatMessage(m.simulated) : deviceType}
                      </span>
                    </span>
                    {isChosen && (
                      <span className="flex items-center gap-1.5 text-13 font-medium text-accent">
                        <Check aria-hidden="true" size={18} />
                        {intl.formatMessage(m.chosen)}
                      </span>
                    )}
                    <Badge tone={online ? 'success' : 'warning'}>
                      {intl.formatMessage(online ? m.online : m.offline)}
                    </Badge>
                  </AriaButton>
                )
              })}
            </div>
          )
        }
      </Waiting>
    </Dialog>
  )
}
