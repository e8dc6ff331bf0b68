import { useEffect, useMemo, useRef } from 'react'
import { useIntl } from 'react-intl'
import type { CounterView } from '../../../domain/protocol/views.ts'
import { CartLineRow } from './cart-line-row.tsx'
import { cartMessages } from './messages.ts'

/** The lines, newest in sight: whatever was touched last is scrolled to. */
export function CartLines({
  counter,
  selectedId,
  onSelect,
  onQuantity,
}: {
  readonly counter: CounterView
  readonly selectedId: string | null
  readonly onSelect: (lineId: string) => void
  readonly onQuantity: (lineId: string, quantity: number) => void
}) {
  const intl = useIntl()
  const list = useRef<HTMLUListElement>(null)
  const { cart, totals, lastLineId } = counter
  const totalsById = useMemo(() => new Map(totals.lines.map((line) => [line.lineId, line])), [totals.lines])
  const focusId = selectedId ?? lastLineId

  // biome-ignore lint/correctness/useExhaustiveDependencies: a line that grew is scrolled to as well as a new one
  useEffect(() => {
    if (focusId === null) return
    // In the frame that draws the line: scrolling at once would lay the page out twice.
    const frame = requestAnimationFrame(() =>
      list.current?.querySelector(`[data-line="${focusId}"]`)?.scrollIntoView({ block: 'nearest' }),
    )
    return () => cancelAnimationFrame(frame)
  }, [focusId, cart.lines])

  return (
    <ul
      ref={list}
      aria-label={intl.formatMessage(cartMessages.lines)}
      className="min-h-0 flex-1 overflow-y-auto overscroll-contain [scrollbar-width:thin]"
    >
      {cart.lines.map((line) => {
        const money = totalsById.get(line.id)
        return (
          <CartLineRow
            key={line.id}
            line={line}
            currency={cart.currency}
            grossMinor={money?.grossMinor ?? 0}
            lineDiscountMinor={money?.lineDiscountMinor ?? 0}
            isSelected={line.id === selectedId}
            isLast={line.id === lastLineId}
            onSelect={onSelect}
            onQuantity={onQuantity}
          />
        )
      })}
    </ul>
  )
}
