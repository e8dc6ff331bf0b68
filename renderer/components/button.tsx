import { clsx } from 'clsx'
import { type ReactNode, useEffect, useState } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button'
import { Kbd } from './kbd.tsx'
import { Spinner } from './spinner.tsx'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'
export type ButtonSize = 'm' | 'l' | 'xl'

export type ButtonProps = Omit<AriaButtonProps, 'children' | 'className' | 'style' | 'isPending'> & {
  /** Under way: keeps its place and focus, shows a spinner, and cannot be pressed. */
  readonly isPending?: boolean | undefined
  readonly children: ReactNode
  readonly variant?: ButtonVariant
  /** m 48 px · l 56 px · xl 72 px high */
  readonly size?: ButtonSize
  readonly icon?: ReactNode
  /** The key that does the same, shown on the button: `F4`. */
  readonly shortcut?: string | undefined
  readonly className?: string | undefined
}

const looks: Record<ButtonVariant, string> = {
  primary:
    'bg-accent text-accent-ink font-semibold data-[hovered]:bg-accent-hover data-[pressed]:bg-accent-hover',
  secondary:
    'bg-surface text-ink border border-line-strong data-[hovered]:bg-surface-2 data-[pressed]:bg-surface-2',
  quiet: 'bg-transparent text-ink data-[hovered]:bg-surface-2 data-[pressed]:bg-surface-2',
  danger: 'bg-red text-red-on font-semibold data-[hovered]:bg-red-hover data-[pressed]:bg-red-hover',
}
const sizes: Record<ButtonSize, string> = {
  m: 'min-h-12 px-4 text-15 gap-2',
  l: 'min-h-14 px-5 text-18 gap-2.5',
  xl: 'min-h-18 px-6 text-18 gap-3',
}
/** Quiet but readable: what cannot be pressed still says what it would do. */
const disabledLook = 'data-[disabled]:border-line data-[disabled]:bg-surface-2 data-[disabled]:text-ink-3'

/** A button is a verb. */
export function Button({
  children,
  variant = 'secondary',
  size = 'm',
  icon,
  shortcut,
  className,
  isPending = false,
  onPress,
  ...rest
}: ButtonProps) {
  const isLate = useLate(isPending)
  return (
    <AriaButton
      {...rest}
      // Not React Aria's own `isPending`: it announces through an image without a name.
      {...(isPending ? { 'aria-disabled': true } : onPress === undefined ? {} : { onPress })}
      className={clsx(
        'inline-flex items-center justify-center rounded-control font-medium',
        looks[variant],
        sizes[size],
        disabledLook,
        className,
      )}
    >
      {isLate ? <Spinner /> : icon}
      {children}
      {shortcut !== undefined && <Kbd onAccent={variant === 'primary'}>{shortcut}</Kbd>}
    </AriaButton>
  )
}

const lateAfterMs = 150

/** True once something has been under way long enough to be worth a picture; what is quicker never flickers. */
function useLate(isPending: boolean): boolean {
  const [isLate, setIsLate] = useState(false)
  useEffect(() => {
    if (!isPending) return
    const timer = setTimeout(() => setIsLate(true), lateAfterMs)
    return () => {
      clearTimeout(timer)
      setIsLate(false)
    }
  }, [isPending])
  return isLate
}
