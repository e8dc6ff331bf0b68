import CircleCheck from 'lucide-react/icons/circle-check'
import ScanSearch from 'lucide-react/icons/scan-search'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useIntl } from 'react-intl'
import { exceptionKindSchema } from '../../../domain/exceptions/exception-kinds.ts'
import { type ExceptionRow, exceptionsResponseSchema } from '../../../domain/protocol/exceptions.ts'
import { sweepResponseSchema } from '../../../domain/protocol/sweep.ts'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { ChipTabs } from '../../components/chip-tabs.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { useErrorText } from '../../i18n/error-text.ts'
import { useApi } from '../api/api-context.ts'
import { usePages } from '../api/use-pages.ts'
import { useQuery } from '../api/use-query.ts'
import { Answer } from '../app/answer.tsx'
import { appMessages } from '../app/messages.ts'
import { Page } from '../app/page.tsx'
import { Choice } from '../app/preferences.tsx'
import { hrefOf, replaceRoute } from '../app/route.ts'
import { ActDialog } from './act-dialog.tsx'
import { ExceptionItem } from './exception-item.tsx'
import { exceptionKindMessages } from './exception-kind-messages.ts'
import { exceptionsMessages as m } from './messages.ts'
import { SweepStrip } from './sweep-strip.tsx'

const sweepEveryMs = 2_000
const anyKind = ''

/** What waits for a person, or was dealt with; the filters are the address. */
export function ExceptionsPage({ filters }: { readonly filters: URLSearchParams }) {
  const intl = useIntl()
  const state = filters.get('state') === 'resolved' ? 'resolved' : 'open'
  const kind = exceptionKindSchema.safeParse(filters.get('kind')).data ?? anyKind
  const path = `/v1/backoffice/exceptions?state=${state}${kind === anyKind ? '' : `&kind=${kind}`}&limit=50`
  const { first, pages, more } = usePages(path, exceptionsResponseSchema)
  const [dealing, setDealing] = useState<ExceptionRow | null>(null)
  const rows = pages.flatMap((page) => page.exceptions)
  const show = (next: { state?: string; kind?: string }): void =>
    replaceRoute(hrefOf('exceptions', { filters: { state: state === 'open' ? null : state, kind, ...next } }))
  return (
    <Comparison onFinished={first.reload}>
      <p className="max-w-[75ch] text-15 text-ink-2">{intl.formatMessage(m.about)}</p>
      <div className="flex flex-wrap items-end justify-between gap-4">
        <ChipTabs
          label={intl.formatMessage(m.which)}
          selected={state}
          chips={[
            { id: 'open', label: intl.formatMessage(m.open) },
            { id: 'resolved', label: intl.formatMessage(m.resolved) },
          ]}
          onSelect={(id) => show({ state: id === 'open' ? '' : id })}
        />
        <Choice
          label={intl.formatMessage(m.kindFilter)}
          value={kind}
          options={[
            { id: anyKind, name: intl.formatMessage(m.allKinds) },
            ...exceptionKindSchema.options.map((id) => ({
              id,
              name: intl.formatMessage(exceptionKindMessages[id]),
            })),
          ]}
          onChange={(id) => show({ kind: id })}
        />
      </div>
      <Answer query={first}>
        {() =>
          rows.length === 0 ? (
            <Nothing state={state} isFiltered={kind !== anyKind} />
          ) : (
            <>
              <ul className="rounded-tile border border-line bg-surface">
                {rows.map((row) => (
                  <ExceptionItem key={row.exceptionId} row={row} onDeal={setDealing} />
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
      {dealing !== null && (
        <ActDialog
          row={dealing}
          onClose={() => {
            setDealing(null)
            first.reload()
          }}
        />
      )}
    </Comparison>
  )
}

/** The page around the list: the comparison with the processor, how it stands and begun at a press. */
function Comparison({
  onFinished,
  children,
}: {
  readonly onFinished: () => void
  readonly children: ReactNode
}) {
  const intl = useIntl()
  const api = useApi()
  const errorText = useErrorText()
  const query = useQuery('/v1/backoffice/sweep', sweepResponseSchema, sweepEveryMs)
  const [isAsking, setAsking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const isRunning = query.value?.sweep?.state === 'running'
  const wasRunning = useRef(false)
  useEffect(() => {
    if (wasRunning.current && !isRunning) onFinished()
    wasRunning.current = isRunning
  }, [isRunning, onFinished])
  const begin = async (): Promise<void> => {
    setAsking(true)
    const result = await api.post('/v1/backoffice/sweep', {}, sweepResponseSchema)
    setAsking(false)
    setProblem(result.ok ? null : errorText(result.error))
    query.reload()
  }
  return (
    <Page
      title={intl.formatMessage(m.title)}
      actions={
        <Button
          icon={<ScanSearch aria-hidden="true" size={20} />}
          isPending={isAsking || isRunning}
          onPress={() => void begin()}
        >
          {intl.formatMessage(m.checkNow)}
        </Button>
      }
    >
      {problem !== null && (
        <Banner tone="error" className="rounded-tile">
          {problem}
        </Banner>
      )}
      {query.value !== null && <SweepStrip sweep={query.value.sweep} />}
      {children}
    </Page>
  )
}

function Nothing({
  state,
  isFiltered,
}: {
  readonly state: 'open' | 'resolved'
  readonly isFiltered: boolean
}) {
  const intl = useIntl()
  const title = isFiltered ? m.noneOfKind : state === 'open' ? m.none : m.noneResolved
  return (
    <EmptyState
      icon={<CircleCheck size={44} strokeWidth={1.5} />}
      title={intl.formatMessage(title)}
      className="min-h-80"
    >
      {state === 'open' && !isFiltered && intl.formatMessage(m.noneHelp)}
    </EmptyState>
  )
}
