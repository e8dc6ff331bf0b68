import { FormattedMessage } from 'react-intl'
import type { CardReceipt } from '../../../domain/sale/tender.ts'
import { receiptMessages as m } from './messages.ts'

/** How card schemes write themselves; one that is not listed is shown as it came, with a capital. */
const brandNames: Readonly<Record<string, string>> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  discover: 'Discover',
  diners: 'Diners Club',
  jcb: 'JCB',
  unionpay: 'UnionPay',
  interac: 'Interac',
  eftpos_au: 'eftpos',
  girocard: 'girocard',
  cartes_bancaires: 'Cartes Bancaires',
}

export const brandName = (brand: string): string =>
  brandNames[brand] ?? brand.charAt(0).toUpperCase() + brand.slice(1).replaceAll('_', ' ')

/** `Visa •••• 4242`; without either, just "Card". The digits keep their direction in right-to-left text. */
export function CardName({ card }: { readonly card: Pick<CardReceipt, 'brand' | 'last4'> | null }) {
  if (card === null || (card.brand === null && card.last4 === null)) return <FormattedMessage {...m.card} />
  return (
    <bdi dir="ltr" className="tabular">
      {card.brand === null ? <FormattedMessage {...m.card} /> : brandName(card.brand)}
      {card.last4 !== null && ` •••• ${card.last4}`}
    </bdi>
  )
}
