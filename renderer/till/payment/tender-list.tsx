import Banknote from 'lucide-react/icons/banknote'
import CreditCard from 'lucide-react/icons/credit-card'
import { useState } from 'react'
import { FormattedMessage, useIntl } from 'react-intl'
import type { CashTender, Tender } from '../../../domain/sale/tender.ts'
import { returnableCash } from '../../../domain/sale/tendering.ts'
import { Amount } from '../../components/amount.tsx'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { CardName } from '../receipt/card-name.tsx'
import { paymentMessages as m } from './messages.ts'
import type { MoneyCall } from './use-money-call.ts'

export type TenderListProps = {
  readonly tenders: readonly Tender[]
  readonly currency: string
  readonly money: MoneyCall
}

/** What was taken for this sale so far. The last cash part can be given back while the sale is unfinished; a card payment stands. */
export function TenderList({ tenders, currency, money }: TenderListProps) {
  const intl = useIntl()
  const [returning, setReturning] = useState<CashTender | null>(null)
  const returnable = returnableCash(tenders)
  if (tenders.length === 0) return null
  return (
    <section aria-label={intl.formatMessage(m.paidSoFar)} className="border-y border-line">
      <ul>
        {tenders.map((tender) => (
          <li
            key={tender.tenderNo}
            className="flex min-h-12 items-center gap-3 border-line px-4 py-1 not-first:border-t"
          >
            <TenderName tender={tender} currency={currency} />
            {tender.kind === 'cash' && tender.tenderNo === returnable?.tenderNo && (
              <Button
                variant="quiet"
                className="px-3!"
                isDisabled={money.pending !== null}
                onPress={() => setReturning(tender)}
              >
                {intl.formatMessage(m.giveBack)}
              </Button>
            )}
            <Amount amountMinor={tender.amountMinor} currency={currency} className="text-18 font-medium" />
          </li>
        ))}
      </ul>
      {returning !== null && (
        <ReturnDialog
          tender={returning}
          currency={currency}
          money={money}
          onClose={() => setReturning(null)}
        />
      )}
    </section>
  )
}

function TenderName({ tender, currency }: { readonly tender: Tender; readonly currency: string }) {
  const Icon = tender.kind === 'cash' ? Banknote : CreditCard
  return (
    <span className="flex min-w-0 flex-1 items-center gap-3">
      <Icon aria-hidden="true" size={20} className="shrink-0 text-ink-3" />
      <span className="flex min-w-0 flex-col">
        <span className="text-15 leading-5 font-medium wrap-anywhere">
          {tender.kind === 'cash' ? <FormattedMessage {...m.cashTender} /> : <CardName card={tender.card} />}
        </span>
        {tender.kind === 'cash' && (tender.changeMinor > 0 || tender.roundingMinor !== 0) && (
          <span className="text-13 text-ink-2">
            <FormattedMessage
              {...(tender.changeMinor > 0 ? m.givenAndChange : m.givenOnly)}
              values={{
                given: <Amount amountMinor={tender.givenMinor} currency={currency} />,
                change: <Amount amountMinor={tender.changeMinor} currency={currency} />,
              }}
            />
          </span>
        )}
      </span>
    </span>
  )
}

function ReturnDialog({
  tender,
  currency,
  money,
  onClose,
}: {
  readonly tender: CashTender
  readonly currency: string
  readonly money: MoneyCall
  readonly onClose: () => void
}) {
  const intl = useIntl()
  const giveBack = async (): Promise<void> => {
    const result = await money.run('payment.returnCash', { tenderNo: tender.tenderNo })
    if (result !== null) onClose()
  }
  return (
    <Dialog
      title={intl.formatMessage(m.giveBackTitle)}
      onClose={onClose}
      width="s"
      role="alertdialog"
      isDismissable={false}
      footer={
        <>
          <Button onPress={onClose}>{intl.formatMessage(m.keep)}</Button>
          <Button variant="danger" isPending={money.pending !== null} onPress={() => void giveBack()}>
            {intl.formatMessage(m.giveBackDo)}
          </Button>
        </>
      }
    >
      <p className="p-5 text-18">
        <FormattedMessage
          {...m.giveBackText}
          values={{
            amount: (
              <Amount
                amountMinor={tender.givenMinor - tender.changeMinor}
                currency={currency}
                className="font-semibold"
              />
            ),
          }}
        />
      </p>
    </Dialog>
  )
}
