import CircleCheck from 'lucide-react/icons/circle-check'
import { useIntl } from 'react-intl'
import { type ExceptionRow, exceptionsResponseSchema } from '../../../domain/protocol/exceptions.ts'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { usePages } from '../api/use-pages.ts'
import { Answer } from '../app/answer.tsx'
import { appMessages } from '../app/messages.ts'
import { Moment } from '../app/moment.tsx'
import { Page } from '../app/page.tsx'
import { RawText } from '../app/raw-text.tsx'
import { exceptionsMessages as m } from './messages.ts'

/** What could not be taken as it came: the reason in words, and the record whole. */
export function ExceptionsPage() {
  const intl = useIntl()
  const { first, pages, more } = usePages('/v1/backoffice/exceptions?limit=50', exceptionsResponseSchema)
  const rows = pages.flatMap((page) => page.exceptions)
  return (
    <Page title={intl.formatMessage(m.title)}>
      <Answer query={first}>
        {() =>
          rows.length === 0 ? (
            <EmptyState
              icon={<CircleCheck size={44} strokeWidth={1.5} />}
              title={intl.formatMessage(m.none)}
              className="min-h-80"
            >
              {intl.formatMessage(m.noneHelp)}
            </EmptyState>
          ) : (
            <>
              <p className="max-w-[75ch] text-15 text-ink-2">{intl.formatMessage(m.about)}</p>
              <ul className="rounded-tile border border-line bg-surface">
                {rows.map((row) => (
                  <Row key={row.exceptionId} row={row} />
                ))}
              </ul>
              {more !== null && (
                <Button className="self-center" onPress={more}>
                  {intl.formatMessage(appMessages.more)}
                </Button>
              )}
            </>
          )
        }
      </Answer>
    </Page>
  )
}

function Row({ row }: { readonly row: ExceptionRow }) {
  return (
    <li className="flex flex-col gap-2 border-line p-4 not-last:border-b">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <Badge tone="error">{row.kind}</Badge>
        <span className="ms-auto text-13 text-ink-2">
          <Moment atMs={row.raisedAtMs} />
        </span>
      </div>
      <p className="text-15" dir="auto">
        {row.summary}
      </p>
      {typeof row.details['text'] === 'string' && <RawText text={row.details['text']} />}
    </li>
  )
}
