import CircleAlert from 'lucide-react/icons/circle-alert'
import type { ReactNode } from 'react'
import { useIntl } from 'react-intl'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { SkeletonList } from '../../components/skeleton.tsx'
import { useErrorText } from '../../i18n/error-text.ts'
import { historyMessages as m } from './messages.ts'
import type { Answer } from './use-answer.ts'

/** An answer on its way: its shape, then itself; or what went wrong, what that means, and the way on. */
export function Waiting<T>({
  answer,
  children,
}: {
  readonly answer: Answer<T>
  readonly children: (value: T) => ReactNode
}) {
  const intl = useIntl()
  const errorText = useErrorText()
  if (answer.value !== null) return children(answer.value)
  if (answer.error === null) return <SkeletonList />
  return (
    <EmptyState
      icon={<CircleAlert size={44} strokeWidth={1.5} />}
      title={intl.formatMessage(m.listFailed)}
      className="min-h-72"
      actions={<Button onPress={answer.reload}>{intl.formatMessage(m.again)}</Button>}
    >
      {errorText(answer.error)}
    </EmptyState>
  )
}
