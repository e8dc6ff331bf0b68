import BadgePercent from 'lucide-react/icons/badge-percent'
import StickyNote from 'lucide-react/icons/sticky-note'
import Trash2 from 'lucide-react/icons/trash-2'
import { memo } from 'react'
import { useIntl } from 'react-intl'
import type { Cart } from '../../../domain/sale/cart.ts'
import { Button } from '../../components/button.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { cartMessages } from './messages.ts'

type CartHeaderProps = {
  readonly cart: Cart
  readonly onDiscount: () => void
  readonly onNote: () => void
  readonly onClear: () => void
  readonly onPark: () => void
}

export function CartHeader({ cart, onDiscount, onNote, onClear, onPark }: CartHeaderProps) {
  const intl = useIntl()
  const isEmpty = cart.lines.length === 0
  const count = cart.lines.reduce((sum, { quantity }) => sum + quantity, 0)
  return (
    <header className="flex min-h-14 items-center gap-1 border-b border-line ps-4 pe-2">
      <div className="min-w-0 flex-1">
        <h2 className="text-15 font-semibold">{intl.formatMessage(cartMessages.region)}</h2>
        {!isEmpty && (
          <p className="tabular truncate text-13 text-ink-2">
            {intl.formatMessage(cartMessages.items, { count })}
          </p>
        )}
      </div>
      <HeaderButtons
        isEmpty={isEmpty}
        onDiscount={onDiscount}
        onNote={onNote}
        onClear={onClear}
        onPark={onPark}
      />
    </header>
  )
}

/** Apart from the count, so that a scan draws the count alone. */
const HeaderButtons = memo(function HeaderButtons({
  isEmpty,
  onDiscount,
  onNote,
  onClear,
  onPark,
}: Omit<CartHeaderProps, 'cart'> & { readonly isEmpty: boolean }) {
  const intl = useIntl()
  return (
    <>
      <IconButton
        label={intl.formatMessage(cartMessages.saleDiscount)}
        icon={<BadgePercent aria-hidden="true" size={22} />}
        isDisabled={isEmpty}
        onPress={onDiscount}
      />
      <IconButton
        label={intl.formatMessage(cartMessages.note)}
        icon={<StickyNote aria-hidden="true" size={22} />}
        isDisabled={isEmpty}
        onPress={onNote}
      />
      <IconButton
        label={intl.formatMessage(cartMessages.clear)}
        icon={<Trash2 aria-hidden="true" size={22} />}
        isDisabled={isEmpty}
        onPress={onClear}
      />
      <Button isDisabled={isEmpty} onPress={onPark} shortcut="F4" className="ms-1">
        {intl.formatMessage(cartMessages.park)}
      </Button>
    </>
  )
})
