import { type RefObject, useEffect } from 'react'
import { padKeyOf } from '../../components/number-pad.tsx'
import { TextField, type TextFieldProps } from '../../components/text-field.tsx'
import { useFormatAmount } from '../../i18n/format-amount.ts'
import { amountOfText, keyAmount } from './amount-entry.ts'

export type AmountFieldProps = {
  readonly label: string
  readonly amountMinor: number
  readonly currency: string
  readonly onChange: (amountMinor: number) => void
  readonly onEnter: () => void
  readonly errorMessage?: string | undefined
  readonly className?: string | undefined
  readonly fieldRef: RefObject<HTMLInputElement | null>
}

/**
 * An amount that is keyed digit by digit from its small end. It is a real field, so that a keyboard, a braille line and a paste reach it, and
 * so that a barcode scanner's keys are not mistaken for a scan; touch screens get the pad below it and no keyboard of their own.
 */
export function AmountField({
  label,
  amountMinor,
  currency,
  onChange,
  onEnter,
  errorMessage,
  className,
  fieldRef,
}: AmountFieldProps) {
  const format = useFormatAmount()
  useEffect(() => fieldRef.current?.focus({ preventScroll: true }), [fieldRef])

  const onKeyDown: NonNullable<TextFieldProps['onKeyDown']> = (event) => {
    // React Aria keeps what a field's handler saw to itself; Esc leads one step back, which is the screen's to do.
    if (event.key === 'Escape') return event.continuePropagation()
    if (event.ctrlKey || event.altKey || event.metaKey) return
    if (event.key === 'Enter') {
      event.preventDefault()
      if (!event.repeat) onEnter()
      return
    }
    const key = padKeyOf(event.key)
    if (key === null) return
    event.preventDefault()
    onChange(keyAmount(amountMinor, key))
  }

  return (
    <TextField
      label={label}
      inputMode="none"
      autoComplete="off"
      value={amountMinor === 0 ? '' : format(amountMinor, currency)}
      placeholder={format(0, currency)}
      onChange={(text) => onChange(amountOfText(text) ?? amountMinor)}
      onKeyDown={onKeyDown}
      className={className}
      inputRef={fieldRef}
      errorMessage={errorMessage}
      inputClassName="tabular text-24! font-semibold text-end"
    />
  )
}
