import CircleAlert from 'lucide-react/icons/circle-alert'
import CircleCheck from 'lucide-react/icons/circle-check'
import CreditCard from 'lucide-react/icons/credit-card'
import type { ReactNode } from 'react'
import { useIntl } from 'react-intl'
import type { ReaderTest } from '../../../domain/protocol/readers.ts'
import type { Reader } from '../../../domain/protocol/server-api.ts'
import { Amount } from '../../components/amount.tsx'
import { Button } from '../../components/button.tsx'
import { Spinner } from '../../components/spinner.tsx'
import type { Message } from '../../i18n/define-messages.ts'
import { useErrorText } from '../../i18n/error-text.ts'
import { useNow } from '../payment/use-now.ts'
import { PracticePanel } from '../practice-panel/practice-panel.tsx'
import { practiceReaderUrl } from '../practice-panel/practice-reader-url.ts'
import { CardName } from '../receipt/card-name.tsx'
import { useTill } from '../state/till-context.tsx'
import { readersMessages as m } from './messages.ts'
import { readerTestMessages as t } from './test-messages.ts'
import { useReaderTest } from './use-reader-test.ts'
import { ViewFrame } from './view-frame.tsx'

/** Tries a reader out with a real card read and no money kept. In practice mode the simulated reader stands beside it. */
export function TestReader({ reader, onBack }: { readonly reader: Reader; readonly onBack: () => void }) {
  const intl = useIntl()
  const errorText = useErrorText()
  const { practicePanelUrl } = useTill()
  const { test, error, isLost, again, end } = useReaderTest(reader.id)
  const isOver = error !== null || test?.state === 'ended'
  return (
    <ViewFrame
      isTall
      name={intl.formatMessage(t.testTitle, { reader: reader.label })}
      actions={
        isOver ? (
          <>
            <Button onPress={onBack}>{intl.formatMessage(m.back)}</Button>
            <Button variant="primary" onPress={again}>
              {intl.formatMessage(t.testAgain)}
            </Button>
          </>
        ) : (
          <Button isDisabled={test === null || test.state === 'voiding'} onPress={end}>
            {intl.formatMessage(t.testEnd)}
          </Button>
        )
      }
    >
      <div className="flex h-full items-stretch">
        <div
          aria-live="polite"
          className="flex min-h-72 flex-1 flex-col items-center justify-center gap-3 p-8 text-center"
        >
          {error !== null ? (
            <Outcome
              icon={<CircleAlert size={44} strokeWidth={1.5} />}
              title={intl.formatMessage(t.testReaderFailed)}
            >
              {errorText(error)}
            </Outcome>
          ) : test?.state === 'ended' ? (
            <Ended test={test} />
          ) : (
            <Running test={test} isLost={isLost} />
          )}
        </div>
        {practicePanelUrl !== null && (
          <div className="h-[min(36rem,calc(100dvh-12.5rem))] w-[22rem] shrink-0 border-s border-line">
            <PracticePanel url={practiceReaderUrl(practicePanelUrl, reader.id)} />
          </div>
        )}
      </div>
    </ViewFrame>
  )
}

function Outcome({
  icon,
  title,
  children,
}: {
  readonly icon: ReactNode
  readonly title: string
  readonly children?: ReactNode
}) {
  return (
    <>
      <span aria-hidden="true" className="text-ink-3">
        {icon}
      </span>
      <p className="text-24 font-semibold">{title}</p>
      <div className="max-w-[42ch] text-15 text-ink-2">{children}</div>
    </>
  )
}

const outcomes: Readonly<Record<NonNullable<ReaderTest['outcome']>, readonly [Message, Message]>> = {
  approved: [t.testApproved, t.testApprovedHelp],
  declined: [t.testDeclined, t.testDeclinedHelp],
  cancelled: [t.testCancelled, t.testNothing],
  'timed-out': [t.testTimedOut, t.testNothing],
  replaced: [t.testReplaced, t.testNothing],
  'reader-failed': [t.testReaderFailed, t.testNothing],
}

function Ended({ test }: { readonly test: ReaderTest }) {
  const intl = useIntl()
  const [title, help] = outcomes[test.outcome ?? 'cancelled']
  const works = test.outcome === 'approved' || test.outcome === 'declined'
  const Icon = works ? CircleCheck : CircleAlert
  return (
    <Outcome
      icon={<Icon size={44} strokeWidth={1.5} className={works ? 'text-accent' : ''} />}
      title={intl.formatMessage(title)}
    >
      <p>{intl.formatMessage(help)}</p>
      {test.card !== null && (
        <p className="mt-2">
          {intl.formatMessage(t.testCard, { card: <CardName key="card" card={test.card} /> })}
        </p>
      )}
    </Outcome>
  )
}

const running = { waiting: t.testWaiting, processing: t.testProcessing, voiding: t.testVoiding } as const

function Running({ test, isLost }: { readonly test: ReaderTest | null; readonly isLost: boolean }) {
  const intl = useIntl()
  const nowMs = useNow(1_000)
  if (test === null || test.state === 'ended')
    return <Outcome icon={<Spinner />} title={intl.formatMessage(t.testStarting)} />
  const seconds = Math.max(0, Math.ceil((test.untilMs - nowMs) / 1_000))
  return (
    <Outcome
      icon={test.state === 'waiting' ? <CreditCard size={44} strokeWidth={1.5} /> : <Spinner />}
      title={intl.formatMessage(running[test.state])}
    >
      <p>
        {intl.formatMessage(t.testHelp, {
          amount: <Amount key="amount" amountMinor={test.amountMinor} currency={test.currency} />,
        })}
      </p>
      {test.readerOffline && <p className="mt-2 font-medium text-ink">{intl.formatMessage(t.testOffline)}</p>}
      {isLost && <p className="mt-2 font-medium text-ink">{intl.formatMessage(t.testLost)}</p>}
      {test.state === 'waiting' && seconds > 0 && (
        <p aria-hidden="true" className="tabular mt-2">
          {intl.formatMessage(t.testUntil, { seconds: intl.formatNumber(seconds) })}
        </p>
      )}
    </Outcome>
  )
}
