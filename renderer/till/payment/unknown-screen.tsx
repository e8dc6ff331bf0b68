import CirclePause from 'lucide-react/icons/circle-pause'
import CircleQuestionMark from 'lucide-react/icons/circle-question-mark'
import Hand from 'lucide-react/icons/hand'
import RefreshCw from 'lucide-react/icons/refresh-cw'
import ShieldAlert from 'lucide-react/icons/shield-alert'
import Undo2 from 'lucide-react/icons/undo-2'
import { type ReactNode, useState } from 'react'
import { FormattedDate, FormattedMessage, FormattedTime, useIntl } from 'react-intl'
import type { CardAttemptView } from '../../../domain/protocol/views.ts'
import { Amount } from '../../components/amount.tsx'
import { Button } from '../../components/button.tsx'
import { Spinner } from '../../components/spinner.tsx'
import type { Message } from '../../i18n/define-messages.ts'
import { useNotify } from '../state/notices.tsx'
import { paymentMessages as m } from './messages.ts'
import { PaymentFrame } from './payment-frame.tsx'
import type { MoneyCall } from './use-money-call.ts'
import { useNow } from './use-now.ts'
import { useShopZone } from './use-shop-zone.ts'

const notOnLow = '[@media(max-height:680px)]:hidden'
const choice = 'flex-1 px-3! text-15! leading-5 [@media(max-height:680px)]:min-h-14!'

/**
 * Nobody knows yet whether the card was charged. The screen offers no way to charge again: only to ask the bank, which the till also does
 * by itself, to have the payment stopped (an approval that came first still counts), and to serve somebody else meanwhile. It leaves when
 * the answer is there.
 */
export function UnknownScreen({
  card,
  currency,
  money,
}: {
  readonly card: CardAttemptView
  readonly currency: string
  readonly money: MoneyCall
}) {
  const intl = useIntl()
  const notify = useNotify()
  const [asked, setAsked] = useState(false)
  const checkNow = async (): Promise<void> => {
    const result = await money.run('payment.checkCard', {})
    if (result?.ok === true) setAsked(true)
  }
  /** Stopped first: a reader that comes back must not ask the next customer for this sale. */
  const nextCustomer = async (): Promise<void> => {
    const stopped = await money.run('payment.cancelCard', {})
    if (stopped?.ok !== true) return
    const parked = await money.run('sale.park', { note: null }, { quiet: true })
    if (parked?.ok === true) notify({ kind: 'info', text: intl.formatMessage(m.putAside) })
  }
  return (
    <PaymentFrame
      title={intl.formatMessage(m.cardTitle)}
      back={null}
      isText
      foot={
        <div className="flex flex-wrap gap-2">
          <Button
            size="xl"
            className={choice}
            autoFocus
            icon={<RefreshCw aria-hidden="true" size={22} />}
            isPending={money.pending === 'payment.checkCard'}
            onPress={() => void checkNow()}
          >
            {intl.formatMessage(m.checkNow)}
          </Button>
          <Button
            size="xl"
            className={choice}
            isPending={money.pending === 'payment.cancelCard'}
            onPress={() => void money.run('payment.cancelCard', {})}
          >
            {intl.formatMessage(card.isCancelling ? m.cancelAgain : m.cancelCard)}
          </Button>
          <Button
            size="xl"
            className={choice}
            isPending={money.pending === 'sale.park'}
            onPress={() => void nextCustomer()}
          >
            {intl.formatMessage(m.nextCustomer)}
          </Button>
        </div>
      }
    >
      <div className="flex flex-col gap-4 p-4 [@media(max-height:680px)]:gap-2 [@media(max-height:680px)]:py-2">
        <div role="alert" className="hatched flex gap-3 rounded-tile p-4 [@media(max-height:680px)]:p-2">
          <CircleQuestionMark aria-hidden="true" size={34} className="shrink-0" />
          <div className="flex min-w-0 flex-1 flex-col gap-2">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <p className="text-24 font-semibold [@media(max-height:680px)]:text-18">
                {intl.formatMessage(m.unknownTitle)}
              </p>
              <Amount
                amountMinor={card.amountMinor}
                currency={currency}
                className="text-24 font-semibold [@media(max-height:680px)]:text-18"
              />
            </div>
            <p className="text-15 font-medium">{intl.formatMessage(m.unknownText)}</p>
          </div>
        </div>
        <Progress card={card} isAsking={money.pending === 'payment.checkCard'} asked={asked} />
        <section className="flex flex-col gap-3 [@media(max-height:680px)]:gap-1.5">
          <h3 className="text-13 font-semibold text-ink-2 [@media(max-height:680px)]:sr-only">
            {intl.formatMessage(m.meanwhile)}
          </h3>
          <Advice icon={<Hand aria-hidden="true" size={20} />}>{intl.formatMessage(m.meanwhileWait)}</Advice>
          {/* While it is being cancelled, the line about cancelling says when cash can be taken. */}
          {!card.isCancelling && (
            <Advice icon={<ShieldAlert aria-hidden="true" size={20} />}>
              {intl.formatMessage(m.meanwhileOther)}
            </Advice>
          )}
          <Advice icon={<Undo2 aria-hidden="true" size={20} />}>
            {intl.formatMessage(card.isCancelling ? m.cancellingUnknown : m.meanwhileCancel)}
          </Advice>
          <Advice icon={<CirclePause aria-hidden="true" size={20} />}>
            {intl.formatMessage(m.meanwhileNext)}
          </Advice>
        </section>
      </div>
    </PaymentFrame>
  )
}

/** What is being done about it and when. Counts down each second, so it stands outside what is read aloud. */
function Progress({
  card,
  isAsking,
  asked,
}: {
  readonly card: CardAttemptView
  readonly isAsking: boolean
  readonly asked: boolean
}) {
  const intl = useIntl()
  const now = useNow(500)
  const zone = useShopZone()
  const seconds = card.nextCheckAtMs === null ? null : Math.ceil((card.nextCheckAtMs - now) / 1_000)
  const isChecking = isAsking || seconds === null || seconds <= 0
  return (
    <div className="flex flex-col gap-1 border-y border-line py-3 text-15 [@media(max-height:680px)]:py-1.5">
      <p className="flex items-center gap-2 font-medium tabular">
        <Spinner size={18} />
        {isChecking ? intl.formatMessage(m.checking) : intl.formatMessage(m.nextCheck, { seconds })}
      </p>
      {card.waitsFor !== null && (
        <p
          className={
            card.waitsFor === 'processor'
              ? `text-13 text-ink-2 ${notOnLow}`
              : 'text-15 font-medium [@media(max-height:680px)]:text-13'
          }
        >
          {intl.formatMessage(waits[card.waitsFor])}
        </p>
      )}
      <p className="text-13 text-ink-2">
        <FormattedMessage
          {...m.unknownSince}
          values={{ time: <FormattedTime value={card.sinceMs} timeStyle="medium" {...zone} /> }}
        />
        {card.endsByMs !== null && card.waitsFor !== 'person' && (
          <span className={notOnLow}>
            {' · '}
            <EndsBy atMs={card.endsByMs} />
          </span>
        )}
      </p>
      {asked && !isAsking && <p className="text-13 text-ink-2">{intl.formatMessage(m.stillUnknown)}</p>}
    </div>
  )
}

/** Whose answer is missing, and what can be done about it. */
const waits: Record<NonNullable<CardAttemptView['waitsFor']>, Message> = {
  processor: m.waitsProcessor,
  server: m.waitsServer,
  'server-disk': m.waitsServerDisk,
  'till-disk': m.waitsTillDisk,
  reader: m.waitsReader,
  person: m.waitsPerson,
}

/** When it ends by itself, with its day: it is mostly tomorrow. */
function EndsBy({ atMs }: { readonly atMs: number }) {
  const zone = useShopZone()
  return (
    <FormattedMessage
      {...m.endsBy}
      values={{
        time: <FormattedDate value={atMs} weekday="long" hour="2-digit" minute="2-digit" {...zone} />,
      }}
    />
  )
}

function Advice({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }) {
  return (
    <p className="flex gap-3 text-15 text-ink [@media(max-height:680px)]:text-13">
      <span className="mt-0.5 shrink-0 text-ink-3">{icon}</span>
      {children}
    </p>
  )
}
