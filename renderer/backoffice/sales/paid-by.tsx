import Banknote from 'lucide-react/icons/banknote'
import CreditCard from 'lucide-react/icons/credit-card'
import { useIntl } from 'react-intl'
import { appMessages } from '../app/messages.ts'

const kinds = {
  cash: { Icon: Banknote, message: appMessages.cash },
  card: { Icon: CreditCard, message: appMessages.card },
} as const

/** Cash, card, or both, each once: picture and word. */
export function PaidBy({ tenders }: { readonly tenders: readonly { readonly kind: 'cash' | 'card' }[] }) {
  const intl = useIntl()
  const used = [...new Set(tenders.map((tender) => tender.kind))]
  return (
    <span className="flex gap-4">
      {used.map((kind) => {
        const { Icon, message } = kinds[kind]
        return (
          <span key={kind} className="flex items-center gap-1.5 whitespace-nowrap">
            <Icon aria-hidden="true" size={18} className="text-ink-3" />
            {intl.formatMessage(message)}
          </span>
        )
      })}
    </span>
  )
}
