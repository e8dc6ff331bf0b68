import { clsx } from 'clsx'
import CircleSlash from 'lucide-react/icons/circle-slash'
import CircleX from 'lucide-react/icons/circle-x'
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import { useIntl } from 'react-intl'
import type { CardAttemptView, CounterView } from '../../../domain/protocol/views.ts'
import { paymentMessages as m } from './messages.ts'
import { declineNext, failureCause, failureNext } from './outcome-messages.ts'

/** From this declined attempt on the till suggests no further card. */
const triesBeforeAnotherWay = 3

const looks = {
  declined: { Icon: CircleX, tone: 'bg-amber-soft text-amber-ink', title: m.declinedTitle },
  failed: { Icon: TriangleAlert, tone: 'bg-amber-soft text-amber-ink', title: m.failedTitle },
  voided: { Icon: CircleSlash, tone: 'bg-surface-2 text-ink', title: m.voidedTitle },
} as const

type Ended = 'declined' | 'failed' | 'voided'

export const hasEnded = (card: CardAttemptView | null): card is CardAttemptView & { readonly state: Ended } =>
  card !== null && Object.hasOwn(looks, card.state)

/** A card is being asked for, or it is not known whether it was charged. */
export function isCardUnderWay(counter: CounterView | null): boolean {
  const card = counter?.paying?.card ?? null
  return card !== null && !hasEnded(card)
}

/** How the last card payment ended without money: what happened to the money first, then what to do. The buttons stand right below. */
export function CardOutcome({ card }: { readonly card: CardAttemptView & { readonly state: Ended } }) {
  const intl = useIntl()
  const { Icon, tone, title } = looks[card.state]
  const code = card.errorCode ?? '—'
  const next =
    card.state === 'declined'
      ? intl.formatMessage(
          card.attempt >= triesBeforeAnotherWay
            ? m.severalTries
            : declineNext[card.declineReason ?? 'generic'],
        )
      : card.state === 'failed'
        ? intl.formatMessage(failureNext[failureCause(card.errorCode)], { code })
        : intl.formatMessage(m.voidedNext)
  return (
    <div role="alert" className={clsx('mx-4 mb-3 flex gap-3 rounded-tile p-4', tone)}>
      <Icon aria-hidden="true" size={26} className="mt-0.5 shrink-0" />
      <div className="flex min-w-0 flex-col gap-1">
        <p className="text-18 font-semibold">{intl.formatMessage(title)}</p>
        <p className="text-15">
          <strong className="font-semibold">{intl.formatMessage(m.noMoney)}</strong> {next}
        </p>
      </div>
    </div>
  )
}
