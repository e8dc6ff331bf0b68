import { clsx } from 'clsx'
import { FormattedDate, FormattedMessage } from 'react-intl'
import type { ReceiptView } from '../../../domain/protocol/views.ts'
import type { CartLine } from '../../../domain/sale/cart.ts'
import type { LineTotals } from '../../../domain/sale/totals.ts'
import { Amount } from '../../components/amount.tsx'
import { receiptMessages as m } from './messages.ts'
import { PaperRow } from './paper-row.tsx'
import { PaperTaxes } from './paper-taxes.tsx'
import { PaperTender } from './paper-tender.tsx'
import { Percent } from './percent.tsx'

/**
 * The receipt as the customer gets it: everything of the sale, in the order of a till roll, always dark on light. Wears PRACTICE or TEST at
 * top and bottom wherever no money moved.
 */
export function ReceiptPaper({
  receipt,
  className,
}: {
  readonly receipt: ReceiptView
  readonly className?: string
}) {
  const { store, register, cart, totals, tenders } = receipt
  const { currency } = totals
  const lineTotals = new Map(totals.lines.map((line) => [line.lineId, line]))
  const saleDiscountMinor = totals.lines.reduce((sum, line) => sum + line.saleDiscountMinor, 0)
  const netMinor = totals.lines.reduce((sum, line) => sum + line.netMinor, 0)
  const addedTaxMinor = totals.totalMinor - netMinor
  return (
    <div className={clsx('paper flex flex-col gap-3 p-6 text-13', className)}>
      <Watermark mode={receipt.mode} />
      <header className="flex flex-col items-center text-center">
        <p dir="auto" className="text-24 font-semibold">
          {store.name}
        </p>
        {store.addressLines.map((line) => (
          <p key={line} dir="auto">
            {line}
          </p>
        ))}
      </header>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4">
        <PaperRow label={<FormattedMessage {...m.receiptNo} />}>
          <bdi className="font-semibold">{receipt.receiptNo}</bdi>
        </PaperRow>
        <PaperRow label={<FormattedMessage {...m.date} />}>
          <FormattedDate
            value={receipt.atMs}
            dateStyle="medium"
            timeStyle="short"
            timeZone={store.timeZone}
          />
        </PaperRow>
        <PaperRow label={<FormattedMessage {...m.register} />}>{register.name}</PaperRow>
        <PaperRow label={<FormattedMessage {...m.cashier} />}>{receipt.cashier}</PaperRow>
        {cart.note !== null && <PaperRow label={<FormattedMessage {...m.note} />}>{cart.note}</PaperRow>}
      </dl>
      <ul className="flex flex-col gap-1.5 border-y border-dashed border-line-strong py-3">
        {cart.lines.map((line) => (
          <PaperLine key={line.id} line={line} totals={lineTotals.get(line.id)} currency={currency} />
        ))}
      </ul>
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-0.5">
        {saleDiscountMinor > 0 && (
          <>
            <PaperRow label={<FormattedMessage {...m.subtotal} />}>
              <Amount amountMinor={netMinor + saleDiscountMinor} currency={currency} />
            </PaperRow>
            <PaperRow label={<SaleDiscountName receipt={receipt} />}>
              <Amount amountMinor={-saleDiscountMinor} currency={currency} />
            </PaperRow>
          </>
        )}
        {addedTaxMinor !== 0 && (
          <PaperRow label={<FormattedMessage {...m.taxAdded} />}>
            <Amount amountMinor={addedTaxMinor} currency={currency} />
          </PaperRow>
        )}
        <PaperRow label={<FormattedMessage {...m.total} />} className="text-18 font-semibold">
          <Amount amountMinor={totals.totalMinor} currency={currency} />
        </PaperRow>
        {receipt.roundingMinor !== 0 && (
          <>
            <PaperRow label={<FormattedMessage {...m.rounding} />}>
              <Amount amountMinor={receipt.roundingMinor} currency={currency} />
            </PaperRow>
            <PaperRow label={<FormattedMessage {...m.toPay} />} className="font-semibold">
              <Amount amountMinor={totals.totalMinor + receipt.roundingMinor} currency={currency} />
            </PaperRow>
          </>
        )}
      </dl>
      <div className="flex flex-col gap-3 border-t border-dashed border-line-strong pt-3">
        {tenders.map((tender) => (
          <PaperTender key={tender.tenderNo} tender={tender} currency={currency} />
        ))}
      </div>
      <PaperTaxes taxes={totals.taxes} currency={currency} />
      {store.receiptFooter !== '' && (
        <p className="border-t border-dashed border-line-strong pt-3 text-center whitespace-pre-line">
          {store.receiptFooter}
        </p>
      )}
      <Watermark mode={receipt.mode} />
    </div>
  )
}

function PaperLine({
  line,
  totals,
  currency,
}: {
  readonly line: CartLine
  readonly totals: LineTotals | undefined
  readonly currency: string
}) {
  return (
    <li className="grid grid-cols-[1fr_auto] gap-x-4">
      <span className="wrap-anywhere">
        <bdi>
          {line.name}
          {line.variant !== null && ` · ${line.variant}`}
        </bdi>
      </span>
      <Amount amountMinor={line.unitPriceMinor * line.quantity} currency={currency} className="text-end" />
      {line.quantity > 1 && (
        <span className="col-span-2 ps-3 text-ink-2">
          <FormattedMessage
            {...m.each}
            values={{
              quantity: line.quantity,
              price: <Amount amountMinor={line.unitPriceMinor} currency={currency} />,
            }}
          />
        </span>
      )}
      {line.discount !== null && totals !== undefined && (
        <>
          <span className="ps-3 text-ink-2">
            {line.discount.kind === 'percent' ? (
              <FormattedMessage
                {...m.discountPercent}
                values={{ percent: <Percent ppm={line.discount.ratePpm} /> }}
              />
            ) : (
              <FormattedMessage {...m.discount} />
            )}
          </span>
          <Amount
            amountMinor={-totals.lineDiscountMinor}
            currency={currency}
            className="text-end text-ink-2"
          />
        </>
      )}
    </li>
  )
}

function SaleDiscountName({ receipt }: { readonly receipt: ReceiptView }) {
  const { discount } = receipt.cart
  return discount?.kind === 'percent' ? (
    <FormattedMessage {...m.saleDiscountPercent} values={{ percent: <Percent ppm={discount.ratePpm} /> }} />
  ) : (
    <FormattedMessage {...m.saleDiscount} />
  )
}

function Watermark({ mode }: { readonly mode: ReceiptView['mode'] }) {
  if (mode === 'live') return null
  const [title, note] = mode === 'practice' ? [m.practice, m.practiceNote] : [m.test, m.testNote]
  return (
    <p className="paper-mark flex flex-col items-center py-2 text-center">
      <strong className="text-18 tracking-[0.2em]">
        <FormattedMessage {...title} />
      </strong>
      <span>
        <FormattedMessage {...note} />
      </span>
    </p>
  )
}
