import { clsx } from 'clsx'
import { useId, useState } from 'react'
import { useIntl } from 'react-intl'
import type { ExceptionAction } from '../../../domain/exceptions/exception-kinds.ts'
import { type ExceptionRow, exceptionActResponseSchema } from '../../../domain/protocol/exceptions.ts'
import { Amount } from '../../components/amount.tsx'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useErrorText } from '../../i18n/error-text.ts'
import { useApi } from '../api/api-context.ts'
import { exceptionKindMessages } from './exception-kind-messages.ts'
import { actionWords, foundWords } from './exception-words.ts'
import { exceptionsMessages as m } from './messages.ts'
import { readName, writeName } from './own-name.ts'

const movesMoney: ReadonlySet<ExceptionAction> = new Set(['refund', 'cancel', 'charged', 'not-charged'])

/** A person acts: chooses, says why and who they are, and confirms. What could not be done is said, and nothing is closed. */
export function ActDialog({ row, onClose }: { readonly row: ExceptionRow; readonly onClose: () => void }) {
  const intl = useIntl()
  const api = useApi()
  const errorText = useErrorText()
  const [action, setAction] = useState<ExceptionAction | null>(
    row.kind === 'payment.lost' ? null : (row.actions[0] ?? null),
  )
  const [note, setNote] = useState('')
  const [by, setBy] = useState(readName)
  const [chargeId, setChargeId] = useState('')
  const [isTried, setTried] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const missing = {
    note: note.trim().length < 3,
    by: by.trim() === '',
    chargeId: action === 'charged' && chargeId.trim().length < 3,
  }
  const found = foundWords(row)

  const confirm = async (): Promise<void> => {
    setTried(true)
    if (action === null || missing.note || missing.by || missing.chargeId) return
    setAsking(true)
    setProblem(null)
    writeName(by.trim())
    const said = { note: note.trim(), by: by.trim() }
    const body =
      action === 'charged' ? { action, processorPaymentId: chargeId.trim(), ...said } : { action, ...said }
    const path = `/v1/backoffice/exceptions/${encodeURIComponent(row.exceptionId)}/act`
    const result = await api.post(path, body, exceptionActResponseSchema)
    setAsking(false)
    if (result.ok) onClose()
    else setProblem(errorText(result.error))
  }
  return (
    <Dialog
      title={intl.formatMessage(exceptionKindMessages[row.kind])}
      onClose={onClose}
      isDismissable={false}
      footer={
        <>
          <Button onPress={onClose}>{intl.formatMessage(m.back)}</Button>
          <Button
            variant={action !== null && movesMoney.has(action) ? 'danger' : 'primary'}
            isDisabled={action === null}
            isPending={isAsking}
            onPress={() => void confirm()}
          >
            {intl.formatMessage(action === null ? m.deal : actionWords(row.kind, action).verb)}
          </Button>
        </>
      }
    >
      {problem !== null && <Banner tone="error">{problem}</Banner>}
      <div className="flex flex-col gap-5 p-5">
        <div className="flex flex-col gap-2">
          {row.amountMinor !== null && row.currency !== null && (
            <Amount amountMinor={row.amountMinor} currency={row.currency} className="text-24 font-semibold" />
          )}
          <p className="text-15 text-pretty">
            {found === null ? <bdi>{row.summary}</bdi> : intl.formatMessage(found)}
          </p>
        </div>
        <Choices row={row} chosen={action} onChoose={setAction} />
        {action === 'charged' && (
          <TextField
            label={intl.formatMessage(m.chargeId)}
            description={intl.formatMessage(m.chargeIdHelp)}
            value={chargeId}
            maxLength={255}
            inputClassName="font-mono"
            errorMessage={isTried && missing.chargeId ? intl.formatMessage(m.chargeIdMissing) : undefined}
            onChange={setChargeId}
          />
        )}
        <TextField
          label={intl.formatMessage(m.note)}
          description={intl.formatMessage(m.noteHelp)}
          value={note}
          maxLength={500}
          errorMessage={isTried && missing.note ? intl.formatMessage(m.noteMissing) : undefined}
          onChange={setNote}
        />
        <TextField
          label={intl.formatMessage(m.by)}
          value={by}
          maxLength={60}
          errorMessage={isTried && missing.by ? intl.formatMessage(m.byMissing) : undefined}
          onChange={setBy}
        />
      </div>
    </Dialog>
  )
}

/** What may be done and what comes of it; the proposed one says so. */
function Choices({
  row,
  chosen,
  onChoose,
}: {
  readonly row: ExceptionRow
  readonly chosen: ExceptionAction | null
  readonly onChoose: (action: ExceptionAction) => void
}) {
  const intl = useIntl()
  const name = useId()
  const isProposal = row.actions.length > 1 && row.actions.includes('resolve')
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-1.5 text-13 font-medium text-ink-2">{intl.formatMessage(m.what)}</legend>
      {row.actions.map((action, index) => {
        const { verb, help } = actionWords(row.kind, action)
        return (
          <label
            key={action}
            className={clsx(
              'flex min-h-12 cursor-pointer items-start gap-3 rounded-control border p-3 has-focus-visible:outline-2 has-focus-visible:outline-focus',
              action === chosen ? 'border-ink bg-surface-2' : 'border-line',
            )}
          >
            <input
              type="radio"
              name={name}
              className="mt-1 size-4 shrink-0 accent-accent"
              checked={action === chosen}
              onChange={() => onChoose(action)}
            />
            <span className="flex flex-col">
              <span className="text-15 font-medium">
                {intl.formatMessage(verb)}
                {isProposal && index === 0 && (
                  <span className="ps-2 text-13 font-normal text-ink-2">
                    {intl.formatMessage(m.proposed)}
                  </span>
                )}
              </span>
              <span className="text-13 text-ink-2">{intl.formatMessage(help)}</span>
            </span>
          </label>
        )
      })}
    </fieldset>
  )
}
