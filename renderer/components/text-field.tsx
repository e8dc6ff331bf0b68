import { clsx } from 'clsx'
import type { ReactNode, Ref } from 'react'
import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import {
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components/TextField'

export type TextFieldProps = Omit<AriaTextFieldProps, 'children' | 'className' | 'style'> & {
  readonly label: string
  readonly hideLabel?: boolean
  readonly icon?: ReactNode
  /** Stands inside the field at its end: a unit, a key, a clear button. */
  readonly end?: ReactNode
  readonly description?: string | undefined
  readonly errorMessage?: string | undefined
  readonly placeholder?: string | undefined
  readonly inputRef?: Ref<HTMLInputElement>
  readonly inputClassName?: string | undefined
  readonly className?: string | undefined
  /** A scanner may write here too: see till/scanner. */
  readonly allowScan?: boolean
}

/** One line of text with its label. 48 px high; the error stands under it in words. */
export function TextField({
  label,
  hideLabel = false,
  icon,
  end,
  description,
  errorMessage,
  placeholder,
  inputRef,
  inputClassName,
  className,
  allowScan = false,
  ...rest
}: TextFieldProps) {
  return (
    <AriaTextField
      {...rest}
      isInvalid={errorMessage !== undefined}
      {...(hideLabel ? { 'aria-label': label } : {})}
      className={clsx('flex flex-col gap-1.5', className)}
    >
      {!hideLabel && <Label className="text-13 font-medium text-ink-2">{label}</Label>}
      <div className="relative flex items-center">
        {icon !== undefined && (
          <span className="pointer-events-none absolute start-3 flex text-ink-3" aria-hidden="true">
            {icon}
          </span>
        )}
        <Input
          {...(inputRef === undefined ? {} : { ref: inputRef })}
          placeholder={placeholder ?? ''}
          {...(allowScan ? { 'data-allow-scan': '' } : {})}
          className={clsx(
            'min-h-12 w-full rounded-control border border-line-strong bg-surface px-3 text-15 text-ink',
            'data-[focused]:border-focus data-[focused]:outline-2 data-[focused]:-outline-offset-1 data-[focused]:outline-focus',
            'data-[invalid]:border-red [&::-webkit-search-cancel-button]:hidden',
            icon !== undefined && 'ps-10',
            end !== undefined && 'pe-12',
            inputClassName,
          )}
        />
        {end !== undefined && <span className="absolute end-0 flex items-center pe-1">{end}</span>}
      </div>
      {description !== undefined && (
        <Text slot="description" className="text-13 text-ink-3">
          {description}
        </Text>
      )}
      <FieldError className="text-13 font-medium text-red-ink">{errorMessage}</FieldError>
    </AriaTextField>
  )
}
