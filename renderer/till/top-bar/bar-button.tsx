import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { Button, type ButtonProps } from 'react-aria-components/Button'

/** A button of the top bar: icon, and a word where there is room for one. */
export function BarButton({
  icon,
  children,
  className,
  ...rest
}: Omit<ButtonProps, 'children' | 'className' | 'style'> & {
  readonly icon: ReactNode
  readonly children?: ReactNode
  readonly className?: string
}) {
  return (
    <Button
      {...rest}
      className={clsx(
        'focus-inset inline-flex min-h-12 min-w-12 shrink-0 items-center justify-center gap-2 rounded-control px-3 text-15 font-medium text-ink data-[hovered]:bg-surface-2 data-[pressed]:bg-surface-2',
        className,
      )}
    >
      {icon}
      {children}
    </Button>
  )
}
