import { clsx } from 'clsx'
import CircleCheck from 'lucide-react/icons/circle-check'
import Printer from 'lucide-react/icons/printer'
import { useEffect } from 'react'
import { FormattedMessage, useIntl } from 'react-intl'
import type { ReceiptView } from '../../../domain/protocol/views.ts'
import { Amount } from '../../components/amount.tsx'
import { Button } from '../../components/button.tsx'
import { useFormatAmount } from '../../i18n/format-amount.ts'
import { useMoneyCall } from '../payment/use-money-call.ts'
import { useCounter, useSounds } from '../state/till-context.tsx'
import { receiptMessages as m } from './messages.ts'
import { PrintedReceipt } from './printed-receipt.tsx'
import './receipt.css'
import { ReceiptPaper } from './receipt-paper.tsx'

/** The end of a sale, over the whole width until New sale: the change to give as the largest thing there is, and the receipt. */
export function ReceiptScreen() {
  const intl = useIntl()
  const { receipt } = useCounter()
  return (
    <section
      aria-label={intl.formatMessage(m.region)}
      className="grid h-full min-h-0 grid-cols-[1fr_minmax(340px,42%)]"
    >
      {receipt !== null && (
        <>
          <Outcome key={receipt.saleId} receipt={receipt} />
          <div
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
            tabIndex={0}
            className="focus-inset min-h-0 overflow-y-auto border-s border-line bg-surface-2 p-6"
          >
            <ReceiptPaper receipt={receipt} className="mx-auto max-w-[380px]" />
          </div>
          <PrintedReceipt receipt={receipt} />
        </>
      )}
    </section>
  )
}

/** Characters from which the change is set smaller, to stay on one line. */
const longAmount = 9

function Outcome({ receipt }: { readonly receipt: ReceiptView }) {
  const intl = useIntl()
  const money = useMoneyCall()
  const sounds = useSounds()
  useEffect(() => sounds.play('paid'), [sounds])
  const { totals } = receipt
  const { currency } = totals
  const changeMinor = changeNow(receipt)
  const isLong = useFormatAmount()(changeMinor, currency).length > longAmount
  const paid = (
    <Amount
      amountMinor={totals.totalMinor + receipt.roundingMinor}
      currency={currency}
      className="font-medium"
    />
  )
  return (
    <div className="@container flex min-h-0 flex-col">
      <div
        role="status"
        className="flex min-h-0 flex-1 flex-col items-center justify-center gap-3 p-4 text-center"
      >
        {changeMinor > 0 ? (
          <>
            <p className="text-24 font-medium text-ink-2">{intl.formatMessage(m.changeDue)}</p>
            <p className={clsx('amount-huge font-semibold', isLong && 'amount-huge-long')}>
              <Amount amountMinor={changeMinor} currency={currency} />
            </p>
          </>
        ) : (
          <>
            <CircleCheck aria-hidden="true" size={72} strokeWidth={1.5} className="text-accent" />
            <p className="text-48 font-semibold">{intl.formatMessage(m.paid)}</p>
          </>
        )}
        <p className="text-24 text-ink-2">
          {changeMinor > 0 ? <FormattedMessage {...m.paidOf} values={{ total: paid }} /> : paid}
        </p>
      </div>
      <div className="flex gap-3 border-t border-line bg-surface p-3">
        <Button
          size="xl"
          icon={<Printer aria-hidden="true" size={22} />}
          className="px-8!"
          onPress={() => window.print()}
        >
          {intl.formatMessage(m.print)}
        </Button>
        <Button
          size="xl"
          variant="primary"
          className="flex-1 text-24!"
          shortcut="↵"
          autoFocus
          isPending={money.pending === 'sale.next'}
          onPress={() => void money.run('sale.next', {})}
        >
          {intl.formatMessage(m.newSale)}
        </Button>
      </div>
    </div>
  )
}

/**
 * The change that is to be handed over at this moment: that of the cash which completed the sale. Change of an earlier part was given when
 * that part was taken; to show it large again would have it given twice.
 */
function changeNow({ tenders }: ReceiptView): number {
  const last = tenders.at(-1)
  return last?.kind === 'cash' ? last.changeMinor : 0
}
