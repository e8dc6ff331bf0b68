import Trash2 from 'lucide-react/icons/trash-2'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useIntl } from 'react-intl'
import type { Discount } from '../../../domain/sale/cart.ts'
import { Button } from '../../components/button.tsx'
import { ChipTabs } from '../../components/chip-tabs.tsx'
import { NumberPad, type PadKey, padKeyOf } from '../../components/number-pad.tsx'
import { useFormatAmount } from '../../i18n/format-amount.ts'
import { type EntryMode, entryDiscount, keyed, wholeNumber } from './entry.ts'
import { cartMessages } from './messages.ts'

export type EntryPanelProps = {
  /** Whose numbers: the line's name, or the sale's discount. */
  readonly title: string
  readonly currency: string
  readonly modes: readonly EntryMode[]
  readonly initialMode: EntryMode
  readonly quantity: number
  readonly discount: Discount | null
  readonly onQuantity: (quantity: number) => void
  readonly onDiscount: (discount: Discount | null) => void
  readonly onRemove?: (() => void) | undefined
  readonly onDone: () => void
}

const modeNames = {
  quantity: cartMessages.modeQuantity,
  percent: cartMessages.modePercent,
  amount: cartMessages.modeAmount,
}
const extraKeys = { quantity: 'clear', percent: 'separator', amount: 'double-zero' } as const

/** The pad under the lines: quantity, percent off or amount off of what is selected. Digits, Enter and Esc of the keyboard work at once. */
export function EntryPanel(props: EntryPanelProps) {
  const { title, currency, modes, initialMode, quantity, discount, onDone } = props
  const intl = useIntl()
  const panel = useRef<HTMLDivElement>(null)
  const [mode, setMode] = useState(initialMode)
  const [text, setText] = useState('')
  const set = settle(mode, text, props)

  useEffect(() => {
    panel.current?.focus({ preventScroll: true })
  }, [])

  const key = (pressed: PadKey): void => setText((before) => keyed(mode, before, pressed))
  const press = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      onDone()
      return
    }
    if (event.target !== panel.current || event.ctrlKey || event.altKey || event.metaKey) return
    const pressed = padKeyOf(event.key)
    if (pressed !== null) key(pressed)
    else if (event.key === 'Enter' && set !== null) set()
    else return
    event.preventDefault()
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would add a frame of its own; the group role is what is meant
    <div
      ref={panel}
      role="group"
      aria-label={title}
      data-allow-scan=""
      tabIndex={-1}
      onKeyDown={press}
      className="appear flex flex-col gap-2 border-t border-line bg-bg p-3 outline-none"
    >
      <ChipTabs
        label={intl.formatMessage(cartMessages.modes)}
        chips={modes.map((id) => ({ id, label: intl.formatMessage(modeNames[id]) }))}
        selected={mode}
        onSelect={(next) => {
          setMode(next)
          setText('')
          panel.current?.focus({ preventScroll: true })
        }}
      />
      <div className="grid grid-cols-[minmax(0,3fr)_minmax(0,2fr)] gap-3">
        <NumberPad onKey={key} extraKey={extraKeys[mode]} />
        <div className="flex flex-col gap-1.5">
          <EntryDisplay mode={mode} text={text} quantity={quantity} currency={currency} title={title} />
          <Button variant="primary" isDisabled={set === null} onPress={() => set?.()}>
            {intl.formatMessage(cartMessages.set)}
          </Button>
          <RemoveButton {...props} discount={discount} mode={mode} />
          <Button variant="quiet" onPress={onDone} shortcut="Esc">
            {intl.formatMessage(cartMessages.doneEditing)}
          </Button>
        </div>
      </div>
    </div>
  )
}

/** What Set would do, or null while the entry says nothing that can be set. */
function settle(mode: EntryMode, text: string, props: EntryPanelProps): (() => void) | null {
  if (mode === 'quantity') {
    const quantity = wholeNumber(text)
    return quantity === null ? null : () => props.onQuantity(quantity)
  }
  const discount = entryDiscount(mode, text)
  return discount === null ? null : () => props.onDiscount(discount)
}

function RemoveButton({
  mode,
  discount,
  onDiscount,
  onRemove,
}: EntryPanelProps & { readonly mode: EntryMode }) {
  const intl = useIntl()
  if (mode !== 'quantity' || onRemove === undefined) {
    return (
      <Button isDisabled={discount === null} onPress={() => onDiscount(null)}>
        {intl.formatMessage(cartMessages.removeDiscount)}
      </Button>
    )
  }
  return (
    <Button icon={<Trash2 aria-hidden="true" size={18} />} onPress={onRemove}>
      {intl.formatMessage(cartMessages.removeLine)}
    </Button>
  )
}

/** The entry so far; before the first key, pale, what stands now. */
function EntryDisplay({
  mode,
  text,
  quantity,
  currency,
  title,
}: {
  readonly mode: EntryMode
  readonly text: string
  readonly quantity: number
  readonly currency: string
  readonly title: string
}) {
  const intl = useIntl()
  const formatAmount = useFormatAmount()
  const shown = ((): ReactNode => {
    switch (mode) {
      case 'quantity':
        return intl.formatNumber(text === '' ? quantity : Number(text))
      case 'percent':
        return `${localDigits(intl, text === '' ? '0' : text)} %`
      case 'amount':
        return formatAmount(Number(text === '' ? '0' : text), currency)
    }
  })()
  return (
    <div className="flex min-h-12 flex-col justify-center rounded-control border border-line bg-surface px-3">
      <span className="truncate text-13 text-ink-2">{title}</span>
      <output className="tabular truncate text-18 font-semibold" dir="ltr">
        <span className={text === '' ? 'text-ink-3' : 'text-ink'}>{shown}</span>
      </output>
    </div>
  )
}

/** `12.` while it is being keyed, in the locale's digits and with its separator. */
function localDigits(intl: ReturnType<typeof useIntl>, text: string): string {
  const separator = intl.formatNumberToParts(1.5).find(({ type }) => type === 'decimal')?.value ?? '.'
  return [...text].map((sign) => (sign === '.' ? separator : intl.formatNumber(Number(sign)))).join('')
}
