import type { ReactNode } from 'react'

/** A name and its value on the receipt, inside a two-column <dl>. */
export function PaperRow({
  label,
  children,
  className = '',
}: {
  readonly label: ReactNode
  readonly children: ReactNode
  readonly className?: string
}) {
  return (
    <>
      <dt className={className}>{label}</dt>
      <dd className={`text-end tabular wrap-anywhere ${className}`}>{children}</dd>
    </>
  )
}
