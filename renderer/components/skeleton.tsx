import { clsx } from 'clsx'
import { useIntl } from 'react-intl'
import { componentMessages } from './messages.ts'

/** The shape of what is coming; stays out of sight for its first 150 ms. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <div aria-hidden="true" className={clsx('skeleton', className)} />
}

/** Several lines of a list that is loading. */
export function SkeletonList({ rows = 6 }: { readonly rows?: number }) {
  const intl = useIntl()
  return (
    <div
      role="status"
      aria-label={intl.formatMessage(componentMessages.loading)}
      className="flex flex-col gap-3 p-5"
    >
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
        <Skeleton key={row} className="h-12" />
      ))}
    </div>
  )
}
