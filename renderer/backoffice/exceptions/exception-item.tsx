import { FormattedMessage, useIntl } from 'react-intl'
import type { ExceptionRow } from '../../../domain/protocol/exceptions.ts'
import { Amount } from '../../components/amount.tsx'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { Moment } from '../app/moment.tsx'
import { RawText } from '../app/raw-text.tsx'
import { hrefOf } from '../app/route.ts'
import { useShop } from '../app/shop-context.ts'
import { Age } from './age.tsx'
import { exceptionKindMessages } from './exception-kind-messages.ts'
import { actionWords, foundWords, resolutionWords, toneOf } from './exception-words.ts'
import { exceptionsMessages as m } from './messages.ts'

const linkLook = 'inline-flex min-h-8 items-center underline underline-offset-4'

/** One matter: what kind, what was found, how much, about which sale, since when, and what is proposed. */
export function ExceptionItem({
  row,
  onDeal,
}: {
  readonly row: ExceptionRow
  readonly onDeal: (row: ExceptionRow) => void
}) {
  const intl = useIntl()
  const kind = intl.formatMessage(exceptionKindMessages[row.kind])
  const found = foundWords(row)
  const [proposed] = row.actions
  // A proposal is named on the button; where a person has to say first what happened, or there is nothing to do but to close, it is not.
  const isProposal = proposed !== undefined && proposed !== 'resolve' && row.actions.includes('resolve')
  const verb =
    proposed === undefined
      ? null
      : intl.formatMessage(isProposal ? actionWords(row.kind, proposed).verb : m.deal)
  return (
    <li className="flex flex-wrap items-start gap-x-6 gap-y-3 border-line p-4 not-last:border-b">
      <div className="flex min-w-72 flex-1 flex-col gap-2">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-13 text-ink-2">
          <Badge tone={row.state === 'open' ? toneOf(row.kind) : 'neutral'}>{kind}</Badge>
          <Age atMs={row.raisedAtMs} />
          {row.state === 'open' && row.seenCount > 1 && (
            <span>
              {intl.formatMessage(m.seenAgain, {
                count: row.seenCount,
                when: intl.formatDate(row.seenAtMs, { dateStyle: 'short', timeStyle: 'short' }),
              })}
            </span>
          )}
        </div>
        <p className="max-w-[80ch] text-15 text-pretty">
          {found === null ? <bdi>{row.summary}</bdi> : intl.formatMessage(found)}
        </p>
        <Facts row={row} />
        {row.state === 'resolved' && <Resolution row={row} />}
      </div>
      <div className="flex shrink-0 flex-col items-end gap-2">
        {row.amountMinor !== null && row.currency !== null && (
          <Amount amountMinor={row.amountMinor} currency={row.currency} className="text-18 font-semibold" />
        )}
        {verb !== null && (
          <Button aria-label={intl.formatMessage(m.dealNamed, { verb, kind })} onPress={() => onDeal(row)}>
            {verb}
          </Button>
        )}
      </div>
    </li>
  )
}

/** Where it happened, and the ids that support asks for. */
function Facts({ row }: { readonly row: ExceptionRow }) {
  const intl = useIntl()
  const { registers } = useShop()
  const { details } = row
  const seq = details['seq']
  const register = registers.find(({ id }) => id === details['registerId'])?.name ?? details['registerId']
  const processorId = details['processorPaymentId'] ?? details['processorRefundId'] ?? null
  const text = details['text']
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-13 text-ink-2">
      {typeof seq === 'number' && typeof register === 'string' && (
        <span>{intl.formatMessage(m.where, { register, seq: intl.formatNumber(seq) })}</span>
      )}
      {row.saleId !== null && row.receiptNo !== null && (
        <a href={hrefOf('sales', { id: row.saleId })} className={linkLook}>
          {intl.formatMessage(m.receipt, { receiptNo: row.receiptNo })}
        </a>
      )}
      {row.paymentKey !== null && (
        <a href={hrefOf('events', { filters: { find: row.paymentKey } })} className={linkLook}>
          {intl.formatMessage(m.story)}
        </a>
      )}
      {typeof processorId === 'string' && (
        <span className="wrap-anywhere">
          {intl.formatMessage(m.processorId)}: <bdi className="font-mono select-all">{processorId}</bdi>
        </span>
      )}
      {typeof details['captureBeforeMs'] === 'number' && row.state === 'open' && (
        <span>
          {intl.formatMessage(m.captureBefore)} <Moment atMs={details['captureBeforeMs']} />
        </span>
      )}
      {typeof details['ours'] === 'string' && typeof details['theirs'] === 'string' && (
        <span>
          {intl.formatMessage(m.ours)}: <bdi className="font-mono">{details['ours']}</bdi> ·{' '}
          {intl.formatMessage(m.theirs)}: <bdi className="font-mono">{details['theirs']}</bdi>
        </span>
      )}
      {typeof text === 'string' && (
        <div className="w-full min-w-0">
          <RawText text={text} />
        </div>
      )}
    </div>
  )
}

function Resolution({ row }: { readonly row: ExceptionRow }) {
  const intl = useIntl()
  const words = row.resolution === null ? null : resolutionWords(row.resolution)
  const by =
    row.resolvedBy === 'cashwrap'
      ? intl.formatMessage(m.itself)
      : row.resolvedBy === 'back office'
        ? intl.formatMessage(m.unnamed)
        : row.resolvedBy
  return (
    <div className="flex flex-col gap-1 border-s-2 border-line ps-3 text-15">
      <p className="font-medium">
        <FormattedMessage
          {...m.resolvedBy}
          values={{
            resolution: words === null ? <bdi>{row.resolution}</bdi> : intl.formatMessage(words),
            by: <bdi>{by}</bdi>,
            when: row.resolvedAtMs === null ? '' : <Moment atMs={row.resolvedAtMs} />,
          }}
        />
      </p>
      {row.note !== null && (
        <p className="text-ink-2" dir="auto">
          {row.note}
        </p>
      )}
    </div>
  )
}
