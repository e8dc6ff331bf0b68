import { clsx } from 'clsx'
import Delete from 'lucide-react/icons/delete'
import type { KeyboardEvent, ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import { useIntl } from 'react-intl'
import { componentMessages } from './messages.ts'

export type PadKey =
  | { readonly kind: 'digit'; readonly digit: string }
  | { readonly kind: 'separator' }
  | { readonly kind: 'double-zero' }
  | { readonly kind: 'delete' }
  | { readonly kind: 'clear' }

export type NumberPadProps = {
  readonly onKey: (key: PadKey) => void
  /** The key left of 0: `00` for amounts keyed without a separator, `separator` for percentages, nothing for PINs. */
  readonly extraKey?: 'double-zero' | 'separator' | 'clear' | undefined
  readonly isDisabled?: boolean
  /** m 48 px keys · l 60 px keys where the screen is high enough */
  readonly size?: 'm' | 'l'
  readonly className?: string | undefined
}

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

/** What a key of the keyboard means on a pad: digits of any script the browser maps to 0–9, the decimal separators, Backspace, Delete. */
export function padKeyOf(key: string): PadKey | null {
  if (/^[0-9]$/.test(key)) return { kind: 'digit', digit: key }
  const foreign = '٠١٢٣٤٥٦٧٨٩'.indexOf(key)
  if (key.length === 1 && foreign >= 0) return { kind: 'digit', digit: String(foreign) }
  if (key === '.' || key === ',' || key === '٫') return { kind: 'separator' }
  if (key === 'Backspace') return { kind: 'delete' }
  if (key === 'Delete') return { kind: 'clear' }
  return null
}

/** A telephone-ordered key pad (never mirrored). The keyboard's digits work while focus is inside it. */
export function NumberPad({ onKey, extraKey, isDisabled = false, size = 'm', className }: NumberPadProps) {
  const intl = useIntl()
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const key = padKeyOf(event.key)
    if (key === null || isDisabled) return
    event.preventDefault()
    onKey(key)
  }
  const keyProps = { isDisabled, size }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would add a frame of its own; the group role is what is meant
    <div
      role="group"
      dir="ltr"
      aria-label={intl.formatMessage(componentMessages.numberPad)}
      onKeyDown={press}
      className={clsx('grid grid-cols-3 gap-1.5', className)}
    >
      {digits.map((digit) => (
        <Key key={digit} {...keyProps} onPress={() => onKey({ kind: 'digit', digit })}>
          {intl.formatNumber(Number(digit))}
        </Key>
      ))}
      {extraKey === undefined ? <span /> : <ExtraKey {...keyProps} extraKey={extraKey} onKey={onKey} />}
      <Key {...keyProps} onPress={() => onKey({ kind: 'digit', digit: '0' })}>
        {intl.formatNumber(0)}
      </Key>
      <Key
        {...keyProps}
        label={intl.formatMessage(componentMessages.deleteDigit)}
        onPress={() => onKey({ kind: 'delete' })}
      >
        <Delete aria-hidden="true" size={22} />
      </Key>
    </div>
  )
}

type KeyProps = {
  readonly children: ReactNode
  readonly onPress: () => void
  readonly label?: string
  readonly isDisabled: boolean
  readonly size: 'm' | 'l'
}

function Key({ children, onPress, label, isDisabled, size }: KeyProps) {
  return (
    <Button
      onPress={onPress}
      // The pad's own keys (and the field beside it) keep the keyboard; otherwise Enter would press the last digit again.
      preventFocusOnPress
      isDisabled={isDisabled}
      {...(label === undefined ? {} : { 'aria-label': label })}
      className={clsx(
        'tabular inline-flex items-center justify-center rounded-control border border-line bg-surface font-medium text-ink',
        'data-[hovered]:bg-surface-2 data-[pressed]:bg-surface-2 data-[disabled]:opacity-45',
        size === 'm' ? 'min-h-12 text-18' : 'min-h-12 text-24 tall:min-h-15',
      )}
    >
      {children}
    </Button>
  )
}

function ExtraKey({
  extraKey,
  onKey,
  ...rest
}: {
  readonly extraKey: 'double-zero' | 'separator' | 'clear'
  readonly onKey: (key: PadKey) => void
  readonly isDisabled: boolean
  readonly size: 'm' | 'l'
}) {
  const intl = useIntl()
  switch (extraKey) {
    case 'double-zero':
      return (
        <Key {...rest} onPress={() => onKey({ kind: 'double-zero' })}>
          {intl.formatNumber(0).repeat(2)}
        </Key>
      )
    case 'separator':
      return (
        <Key {...rest} onPress={() => onKey({ kind: 'separator' })}>
          {decimalSeparatorOf(intl.formatNumberToParts(1.5))}
        </Key>
      )
    case 'clear':
      return (
        <Key {...rest} onPress={() => onKey({ kind: 'clear' })}>
          <span className="text-15">{intl.formatMessage(componentMessages.clear)}</span>
        </Key>
      )
  }
}

const decimalSeparatorOf = (parts: readonly Intl.NumberFormatPart[]): string =>
  parts.find((part) => part.type === 'decimal')?.value ?? '.'
