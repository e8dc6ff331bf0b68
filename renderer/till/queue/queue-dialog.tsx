import Banknote from 'lucide-react/icons/banknote'
import CloudCheck from 'lucide-react/icons/cloud-check'
import CreditCard from 'lucide-react/icons/credit-card'
import RefreshCw from 'lucide-react/icons/refresh-cw'
import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { useIntl } from 'react-intl'
import type { QueueEntry } from '../../../domain/protocol/views.ts'
import { Badge } from '../../components/badge.tsx'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { KindName } from '../../i18n/kind-name.tsx'
import { ShopTime } from '../history/shop-time.tsx'
import { useAnswer } from '../history/use-answer.ts'
import { Waiting } from '../history/waiting.tsx'
import { useMoneyCall } from '../payment/use-money-call.ts'
import { useTill } from '../state/till-context.tsx'
import { queueMessages as m } from './messages.ts'

/** What can be sold with right now, and every record that the server does not have yet: state, age, reason, and a way to send it now. */
export function QueueDialog({ onClose }: { readonly onClose: () => void }) {
  const intl = useIntl()
  const { queue } = useTill()
  const entries = useAnswer('sync.queue', {})
  const calls = useMoneyCall()
  const { reload } = entries
  const seen = `${queue.pending} ${queue.needsPerson}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is read anew when the counts change
  useEffect(reload, [seen])

  const send = async (): Promise<void> => {
    await calls.run('sync.retry', {})
    reload()
  }
  return (
    <Dialog
      title={intl.formatMessage(m.title)}
      onClose={onClose}
      placement="end"
      footer={
        <Button
          icon={<RefreshCw aria-hidden="true" size={20} />}
          isPending={calls.pending !== null}
          onPress={() => void send()}
        >
          {intl.formatMessage(m.send)}
        </Button>
      }
    >
      <WorksNow />
      <h3 className="px-5 pt-5 pb-2 text-13 font-semibold text-ink-2">
        {intl.formatMessage(m.waitingTitle)}
      </h3>
      <Waiting answer={entries}>{(list) => <Entries entries={list} />}</Waiting>
    </Dialog>
  )
}

const cardReasons = {
  offline: m.cardOffline,
  'no-reader': m.cardNoReader,
  'not-paired': m.cardNotPaired,
  'processor-down': m.cardProcessorDown,
} as const

function WorksNow() {
  const intl = useIntl()
  const { works } = useTill()
  return (
    <section className="border-b border-line pb-3">
      <h3 className="px-5 pt-5 pb-2 text-13 font-semibold text-ink-2">{intl.formatMessage(m.worksTitle)}</h3>
      <Tender
        icon={<Banknote aria-hidden="true" size={24} />}
        name={intl.formatMessage(m.cash)}
        works={works.cash}
        help={intl.formatMessage(works.cash ? m.cashHelp : m.cashNot)}
      />
      <Tender
        icon={<CreditCard aria-hidden="true" size={24} />}
        name={intl.formatMessage(m.card)}
        works={works.card}
        help={intl.formatMessage(works.card ? m.cardHelp : cardReasons[works.cardReason ?? 'offline'])}
      />
    </section>
  )
}

function Tender({
  icon,
  name,
  works,
  help,
}: {
  readonly icon: ReactNode
  readonly name: string
  readonly works: boolean
  readonly help: string
}) {
  const intl = useIntl()
  return (
    <div className="flex items-center gap-4 px-5 py-2">
      <span className="text-ink-3">{icon}</span>
      <div className="min-w-0 flex-1">
        <p className="text-15 font-medium">{name}</p>
        <p className="text-13 text-ink-2">{help}</p>
      </div>
      <Badge tone={works ? 'success' : 'warning'}>{intl.formatMessage(works ? m.works : m.worksNot)}</Badge>
    </div>
  )
}

const states = {
  pending: { tone: 'neutral', message: m.pending },
  sending: { tone: 'info', message: m.sending },
  accepted: { tone: 'success', message: m.accepted },
  'needs-person': { tone: 'error', message: m.needsPerson },
} as const

function Entries({ entries }: { readonly entries: readonly QueueEntry[] }) {
  const intl = useIntl()
  if (entries.length === 0) {
    return (
      <EmptyState
        icon={<CloudCheck size={44} strokeWidth={1.5} />}
        title={intl.formatMessage(m.nothing)}
        className="h-auto! min-h-64"
      >
        {intl.formatMessage(m.nothingHelp)}
      </EmptyState>
    )
  }
  const troubled = entries.filter(({ state }) => state === 'needs-person')
  const others = entries.filter(({ state }) => state !== 'needs-person')
  return (
    <>
      <Banner tone="info">{intl.formatMessage(m.keep)}</Banner>
      <table
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="focus-inset w-full text-15"
      >
        <thead>
          <tr className="text-13 text-ink-2">
            <th scope="col" className="py-2 ps-5 text-start font-medium">
              {intl.formatMessage(m.record)}
            </th>
            <th scope="col" className="px-3 text-start font-medium">
              {intl.formatMessage(m.age)}
            </th>
            <th scope="col" className="pe-5 text-start font-medium">
              {intl.formatMessage(m.state)}
            </th>
          </tr>
        </thead>
        <tbody>
          {[...troubled, ...others].map((entry) => (
            <tr key={entry.seq} className="border-t border-line align-top">
              <td className="py-3 ps-5">
                <KindName kind={entry.kind} />{' '}
                <span className="tabular text-13 text-ink-3">
                  <bdi dir="ltr">#{entry.seq}</bdi>
                </span>
                {entry.reason !== null && <p className="mt-1 text-13 text-ink-2">{entry.reason}</p>}
              </td>
              <td className="px-3 py-3">
                <ShopTime atMs={entry.atMs} />
              </td>
              <td className="py-3 pe-5">
                <Badge tone={states[entry.state].tone}>
                  {intl.formatMessage(states[entry.state].message)}
                </Badge>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
