import { FormattedMessage } from 'react-intl'
import type { CardReceipt } from '../../../domain/sale/tender.ts'
import { brandName } from '../../i18n/brand-name.ts'
import { receiptMessages as m } from './messages.ts'

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
