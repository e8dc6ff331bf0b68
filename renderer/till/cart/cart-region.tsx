import ShoppingBasket from 'lucide-react/icons/shopping-basket'
import { useCallback, useEffect, useState } from 'react'
import { useIntl } from 'react-intl'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { useCounter, useDialogs, useTillStore } from '../state/till-context.tsx'
import { CartHeader } from './cart-header.tsx'
import { CartLines } from './cart-lines.tsx'
import { CartTotals } from './cart-totals.tsx'
import { ChargeButton } from './charge-button.tsx'
import { ClearDialog } from './clear-dialog.tsx'
import type { EntryMode } from './entry.ts'
import { EntryPanel } from './entry-panel.tsx'
import { cartMessages } from './messages.ts'
import { NoteDialog } from './note-dialog.tsx'
import type { CartActions } from './use-cart-actions.ts'

/** What the pad is open for. */
export type Editing =
  | { readonly kind: 'line'; readonly lineId: string; readonly mode: EntryMode }
  | { readonly kind: 'sale' }

/** The sale as it is being rung up. */
export function CartRegion({
  actions,
  editing,
  setEditing,
}: {
  readonly actions: CartActions
  readonly editing: Editing | null
  readonly setEditing: (editing: Editing | null) => void
}) {
  const intl = useIntl()
  const counter = useCounter()
  const { cart, totals } = counter
  const [asks, setAsks] = useState<'note' | 'clear' | null>(null)
  const isEmpty = cart.lines.length === 0
  const closePad = useCallback(() => setEditing(null), [setEditing])
  const selectedId = editing?.kind === 'line' ? editing.lineId : null
  const select = useCallback(
    (lineId: string) => setEditing(lineId === selectedId ? null : { kind: 'line', lineId, mode: 'quantity' }),
    [setEditing, selectedId],
  )

  const isSaleOpen = editing?.kind === 'sale'
  const toggleDiscount = useCallback(
    () => setEditing(isSaleOpen ? null : { kind: 'sale' }),
    [setEditing, isSaleOpen],
  )
  const askNote = useCallback(() => setAsks('note'), [])
  const askClear = useCallback(() => setAsks('clear'), [])
  const { note } = cart
  const park = useCallback(() => void actions.park(note), [actions, note])

  return (
    <section
      aria-label={intl.formatMessage(cartMessages.region)}
      className="flex h-full min-h-0 flex-col bg-surface"
    >
      <CartHeader cart={cart} onDiscount={toggleDiscount} onNote={askNote} onClear={askClear} onPark={park} />
      {cart.note !== null && editing === null && (
        <p className="border-b border-line bg-surface-2 px-4 py-2 text-13 wrap-anywhere text-ink-2">
          {cart.note}
        </p>
      )}
      {isEmpty ? (
        <EmptyCart />
      ) : (
        <CartLines
          counter={counter}
          selectedId={selectedId}
          onSelect={select}
          onQuantity={actions.setQuantity}
        />
      )}
      {editing !== null && <CartPad editing={editing} actions={actions} onDone={closePad} />}
      {/* While the pad is open its place is worth more than the break-down; the total stays on Charge. */}
      {!isEmpty && editing === null && <CartTotals cart={cart} totals={totals} />}
      <ChargeButton
        totalMinor={totals.totalMinor}
        currency={cart.currency}
        isDisabled={isEmpty}
        onCharge={actions.charge}
      />
      {asks === 'note' && (
        <NoteDialog note={cart.note} onSave={actions.setNote} onClose={() => setAsks(null)} />
      )}
      {asks === 'clear' && (
        <ClearDialog lineCount={cart.lines.length} onClear={actions.clear} onClose={() => setAsks(null)} />
      )}
    </section>
  )
}

/** The pad for one line or for the sale's discount. It closes when what it edits is gone, and begins anew when a scan changed the cart meanwhile. */
function CartPad({
  editing,
  actions,
  onDone,
}: {
  readonly editing: Editing
  readonly actions: CartActions
  readonly onDone: () => void
}) {
  const intl = useIntl()
  const { cart } = useCounter()
  const line = editing.kind === 'line' ? cart.lines.find(({ id }) => id === editing.lineId) : undefined
  const isGone = cart.lines.length === 0 || (editing.kind === 'line' && line === undefined)
  useEffect(() => {
    if (isGone) onDone()
  }, [isGone, onDone])
  if (isGone) return null

  if (line === undefined) {
    return (
      <EntryPanel
        key="sale"
        title={intl.formatMessage(cartMessages.saleDiscount)}
        currency={cart.currency}
        modes={saleModes}
        initialMode="percent"
        quantity={1}
        discount={cart.discount}
        onQuantity={() => undefined}
        onDiscount={(discount) => {
          actions.setSaleDiscount(discount)
          onDone()
        }}
        onDone={onDone}
      />
    )
  }
  const mode = editing.kind === 'line' ? editing.mode : 'quantity'
  return (
    <EntryPanel
      key={`${line.id} ${mode}`}
      title={line.name}
      currency={cart.currency}
      modes={lineModes}
      initialMode={mode}
      quantity={line.quantity}
      discount={line.discount}
      onQuantity={(quantity) => {
        actions.setQuantity(line.id, quantity)
        onDone()
      }}
      onDiscount={(discount) => {
        actions.setLineDiscount(line.id, discount)
        onDone()
      }}
      onRemove={() => actions.remove(line)}
      onDone={onDone}
    />
  )
}

const lineModes: readonly EntryMode[] = ['quantity', 'percent', 'amount']
const saleModes: readonly EntryMode[] = ['percent', 'amount']

function EmptyCart() {
  const intl = useIntl()
  const dialogs = useDialogs()
  const parkedCount = useTillStore((state) => state.till?.parkedCount ?? 0)
  return (
    <div className="min-h-0 flex-1">
      <EmptyState
        icon={<ShoppingBasket size={44} strokeWidth={1.4} />}
        title={intl.formatMessage(cartMessages.empty)}
        actions={
          parkedCount > 0 && (
            <Button shortcut="F5" onPress={() => dialogs.open('parked')}>
              {intl.formatMessage(cartMessages.recall, { count: parkedCount })}
            </Button>
          )
        }
      >
        {intl.formatMessage(cartMessages.emptyHelp)}
      </EmptyState>
    </div>
  )
}
