import CloudOff from 'lucide-react/icons/cloud-off'
import CreditCard from 'lucide-react/icons/credit-card'
import Plus from 'lucide-react/icons/plus'
import RefreshCw from 'lucide-react/icons/refresh-cw'
import { useEffect } from 'react'
import { useIntl } from 'react-intl'
import type { Reader, ReaderDriver, ReaderFlow } from '../../../domain/protocol/server-api.ts'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { useAnswer } from '../history/use-answer.ts'
import { Waiting } from '../history/waiting.tsx'
import { hasEnded } from '../payment/card-outcome.tsx'
import { useMoneyCall } from '../payment/use-money-call.ts'
import { useNow } from '../payment/use-now.ts'
import { useCounter, useTill } from '../state/till-context.tsx'
import { readersMessages as m } from './messages.ts'
import { ReaderCard } from './reader-card.tsx'
import type { ReaderView } from './reader-view.ts'
import { ViewFrame } from './view-frame.tsx'

const lookAgainMs = 10_000

/** Every reader of the account as it is now; looked at again by itself. The register's own cannot change while it asks for a card. */
export function ReaderList({ onView }: { readonly onView: (view: ReaderView) => void }) {
  const intl = useIntl()
  const { reader: chosen, staff, mode, connection } = useTill()
  const card = useCounter().paying?.card ?? null
  const answer = useAnswer('reader.list', {})
  const calls = useMoneyCall()
  const nowMs = useNow(lookAgainMs)
  const isOnline = connection === 'online'
  const { reload } = answer
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at again as time goes by, and when the connection comes
  useEffect(reload, [nowMs, isOnline, reload])

  const isManager = staff !== null && staff.role !== 'cashier'
  const isLocked = card !== null && !hasEnded(card)
  const choose = (readerId: string, driver: ReaderDriver, flow: ReaderFlow): void =>
    void calls.run('reader.choose', { readerId, driver, flow }).then(reload)

  const list = answer.value
  const isGone = chosen !== null && list !== null && !list.readers.some(({ id }) => id === chosen.id)
  const unreachable = !isOnline || answer.error?.code === 'server_unreachable'
  return (
    <ViewFrame
      isTall
      name={intl.formatMessage(m.title)}
      actions={
        <>
          {!isManager && (
            <p className="me-auto self-center text-13 text-ink-2">{intl.formatMessage(m.managerOnly)}</p>
          )}
          <Button icon={<RefreshCw aria-hidden="true" size={20} />} onPress={reload}>
            {intl.formatMessage(m.refresh)}
          </Button>
          {isManager && (
            <Button
              variant={list?.readers.length === 0 ? 'primary' : 'secondary'}
              icon={<Plus aria-hidden="true" size={20} />}
              isDisabled={unreachable}
              onPress={() => onView({ at: 'register' })}
            >
              {intl.formatMessage(m.register)}
            </Button>
          )}
        </>
      }
    >
      {isLocked && <Banner tone="warning">{intl.formatMessage(m.locked)}</Banner>}
      {isGone && <Banner tone="warning">{intl.formatMessage(m.gone, { reader: chosen.label })}</Banner>}
      {unreachable && list !== null && <Banner tone="warning">{intl.formatMessage(m.offlineStale)}</Banner>}
      {unreachable && list === null ? (
        <EmptyState
          icon={<CloudOff size={44} strokeWidth={1.5} />}
          title={intl.formatMessage(m.offlineTitle)}
          className="min-h-72"
        >
          {chosen === null
            ? intl.formatMessage(m.offlineHelpNone)
            : intl.formatMessage(m.offlineHelp, { reader: chosen.label })}
        </EmptyState>
      ) : (
        <Waiting answer={answer}>
          {({ readers, drivers }) =>
            readers.length === 0 ? (
              <EmptyState
                icon={<CreditCard size={44} strokeWidth={1.5} />}
                title={intl.formatMessage(m.none)}
                className="min-h-72"
              >
                {intl.formatMessage(isManager ? m.noneHelp : m.noneCashier)}
              </EmptyState>
            ) : (
              <div className="flex flex-col gap-3 p-5">
                {chosen === null && <p className="text-15 text-ink-2">{intl.formatMessage(m.choose)}</p>}
                <ul aria-label={intl.formatMessage(m.title)} className="flex flex-col gap-3">
                  {byName(readers).map((reader) => (
                    <ReaderCard
                      key={reader.id}
                      reader={reader}
                      nowMs={nowMs}
                      chosen={chosen?.id === reader.id ? chosen : null}
                      isNoneChosen={chosen === null || isGone}
                      drivers={drivers}
                      isManager={isManager}
                      canTest={mode !== 'live'}
                      // Not while a choice is on its way: what is disabled loses the focus, and a second press does nothing anyway.
                      isDisabled={isLocked || unreachable}
                      onChoose={(driver, flow) => choose(reader.id, driver, flow)}
                      onView={onView}
                    />
                  ))}
                </ul>
              </div>
            )
          }
        </Waiting>
      )}
    </ViewFrame>
  )
}

/** By name, so that a reader stays where it was however often the list comes anew. */
const byName = (readers: readonly Reader[]): readonly Reader[] =>
  readers.toSorted((a, b) => a.label.localeCompare(b.label) || (a.id < b.id ? -1 : 1))
