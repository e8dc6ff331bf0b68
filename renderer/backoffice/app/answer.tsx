import CircleAlert from 'lucide-react/icons/circle-alert'
import type { ReactNode } from 'react'
import { useIntl } from 'react-intl'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { SkeletonList } from '../../components/skeleton.tsx'
import { useErrorText } from '../../i18n/error-text.ts'
import type { Query } from '../api/use-query.ts'
import { appMessages as m } from './messages.ts'

/** A query's answer; before it the shape of a list; without it the cause and a way to ask again. An old answer stays, with a word that it is old. */
export function Answer<T>({
  query,
  children,
}: {
  readonly query: Query<T>
  readonly children: (value: T) => ReactNode
}) {
  const intl = useIntl()
  const errorText = useErrorText()
  const again = <Button onPress={query.reload}>{intl.formatMessage(m.again)}</Button>
  if (query.value !== null) {
    return (
      <>
        {query.error !== null && (
          <Banner tone="warning" action={again} className="mb-4 rounded-tile">
            {intl.formatMessage(m.stale)} {errorText(query.error)}
          </Banner>
        )}
        {children(query.value)}
      </>
    )
  }
  if (query.error === null) return <SkeletonList />
  return (
    <EmptyState
      icon={<CircleAlert size={44} strokeWidth={1.5} />}
      title={intl.formatMessage(m.failed)}
      className="min-h-96"
      actions={again}
    >
      {errorText(query.error)}
    </EmptyState>
  )
}
