import { FormattedMessage, useIntl } from 'react-intl'
import type { Sweep } from '../../../domain/protocol/sweep.ts'
import { ToneIcon } from '../../components/banner.tsx'
import { Spinner } from '../../components/spinner.tsx'
import { Age } from './age.tsx'
import { exceptionsMessages as m } from './messages.ts'

/** Where the comparison with the processor stands: how far it has got, why it waits, or what the last one came to. */
export function SweepStrip({ sweep }: { readonly sweep: Sweep | null }) {
  const intl = useIntl()
  if (sweep === null)
    return (
      <p className="flex items-center gap-2 text-15 text-ink-2">
        <ToneIcon tone="info" /> {intl.formatMessage(m.neverChecked)}
      </p>
    )
  if (sweep.state === 'running') return <Running sweep={sweep} />
  const when = <Age atMs={sweep.finishedAtMs ?? sweep.startedAtMs} />
  const agrees = sweep.foundCount === 0
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-15" aria-live="polite">
      <ToneIcon tone={agrees ? 'success' : 'warning'} />
      <span>
        <FormattedMessage
          {...(agrees ? m.checkedAgrees : m.checkedFound)}
          values={{ when, count: sweep.foundCount }}
        />
      </span>
      <span className="text-ink-2">
        {intl.formatMessage(m.checkedSoFar, { count: sweep.checkedCount })}.
        {sweep.actedCount > 0 && ` ${intl.formatMessage(m.checkedActed, { count: sweep.actedCount })}`}
      </span>
    </p>
  )
}

function Running({ sweep }: { readonly sweep: Sweep }) {
  const intl = useIntl()
  const label = intl.formatMessage(m.checking)
  const wholeMs = Math.max(1, sweep.untilMs - sweep.fromMs)
  const done = Math.min(1, (sweep.cursorMs - sweep.fromMs) / wholeMs)
  return (
    <div className="flex flex-col gap-2" aria-live="polite">
      <p className="flex flex-wrap items-center gap-x-2 text-15">
        {sweep.problem === null ? <Spinner size={18} /> : <ToneIcon tone="warning" />}
        {sweep.problem === null ? label : intl.formatMessage(m.checkWaits)}
        <span className="tabular text-ink-2">
          {intl.formatMessage(m.checkedSoFar, { count: sweep.checkedCount })}
        </span>
      </p>
      <progress
        aria-label={label}
        value={done}
        className="h-2 w-full max-w-120 appearance-none overflow-hidden rounded-full bg-surface-2 [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-surface-2 [&::-webkit-progress-value]:bg-accent"
      />
    </div>
  )
}
