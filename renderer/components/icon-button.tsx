import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button'

export type IconButtonProps = Omit<AriaButtonProps, 'children' | 'className' | 'style' | 'aria-label'> & {
  /** What it does, for those who do not see the picture. */
  readonly label: string
  readonly icon: ReactNode
  readonly variant?: 'quiet' | 'outlined'
  readonly className?: string | undefined
}

/** A 48 px square with one picture in it. */
export function IconButton({ label, icon, variant = 'quiet', className, ...rest }: IconButtonProps) {
  return (
    <AriaButton
      {...rest}
      aria-label={label}
      className={clsx(
        'inline-flex size-12 shrink-0 items-center justify-center rounded-control text-ink',
        'data-[hovered]:bg-surface-2 data-[pressed]:bg-surface-2 data-[disabled]:opacity-45',
        variant === 'outlined' && 'border border-line-strong bg-surface',
        className,
      )}
    >
      {icon}
    </AriaButton>
  )
}
