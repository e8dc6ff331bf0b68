import CreditCard from 'lucide-react/icons/credit-card'
import Landmark from 'lucide-react/icons/landmark'
import Nfc from 'lucide-react/icons/nfc'
import Undo2 from 'lucide-react/icons/undo-2'
import { useId } from 'react'
import { FormattedMessage, useIntl } from 'react-intl'
import type { CardAttemptView } from '../../../domain/protocol/views.ts'
import { Amount } from '../../components/amount.tsx'
import { Button } from '../../components/button.tsx'
import { Spinner } from '../../components/spinner.tsx'
import { paymentMessages as m } from './messages.ts'
import { PaymentFrame } from './payment-frame.tsx'
import type { MoneyCall } from './use-money-call.ts'
import { useNow } from './use-now.ts'

const steps = {
  starting: { message: m.starting, Icon: CreditCard },
  waiting: { message: m.waiting, Icon: Nfc },
  processing: { message: m.processing, Icon: Landmark },
  cancelling: { message: m.cancelling, Icon: Undo2 },
} as const
type Step = 'starting' | 'waiting' | 'processing' | 'cancelling'

export const isUnderWay = (
  card: CardAttemptView | null,
): card is CardAttemptView & { readonly state: Step } => card !== null && Object.hasOwn(steps, card.state)

/** Waiting for the customer is no delay; anything else that lasts longer than this deserves a word. */
const slowAfterMs = 8_000

/** One card payment under way: the amount, the reader, one line that says who has to do something, and Cancel. */
export function CardScreen({
  card,
  currency,
  money,
}: {
  readonly card: CardAttemptView & { readonly state: Step }
  readonly currency: string
  readonly money: MoneyCall
}) {
  const intl = useIntl()
  const now = useNow(1_000)
  const statusId = useId()
  const { message, Icon } = steps[card.state]
  const isSlow = card.state !== 'waiting' && now - card.sinceMs > slowAfterMs
  return (
    <PaymentFrame
      title={intl.formatMessage(m.cardTitle)}
      back={null}
      isText
      foot={
        <Button
          size="xl"
          className="w-full"
          autoFocus
          aria-describedby={statusId}
          isPending={card.state === 'cancelling' || money.pending === 'payment.cancelCard'}
          onPress={() => void money.run('payment.cancelCard', {})}
        >
          {intl.formatMessage(m.cancel)}
        </Button>
      }
    >
      <div className="flex min-h-full flex-col items-center justify-center gap-5 p-6 text-center [@media(max-height:680px)]:gap-3 [@media(max-height:680px)]:p-3">
        <div className="flex flex-col items-center">
          <Amount
            amountMinor={card.amountMinor}
            currency={currency}
            className="text-48 font-semibold tracking-tight"
          />
          {card.readerLabel !== null && (
            <p className="text-15 text-ink-2">
              <FormattedMessage {...m.onReader} values={{ reader: <bdi>{card.readerLabel}</bdi> }} />
            </p>
          )}
        </div>
        <span className="flex size-24 items-center justify-center rounded-full bg-accent-soft text-accent-soft-ink [@media(max-height:680px)]:size-16">
          <Icon aria-hidden="true" size={44} strokeWidth={1.75} />
        </span>
        <p
          id={statusId}
          role="status"
          className="flex max-w-[24ch] items-center justify-center gap-3 text-24 font-semibold text-balance"
        >
          {card.state !== 'waiting' && <Spinner size={24} />}
          {intl.formatMessage(message)}
        </p>
        <p className="min-h-10 max-w-[44ch] text-15 text-ink-2">{isSlow && intl.formatMessage(m.slow)}</p>
      </div>
    </PaymentFrame>
  )
}
