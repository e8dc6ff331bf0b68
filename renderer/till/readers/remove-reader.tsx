import { useState } from 'react'
import { useIntl } from 'react-intl'
import type { Reader } from '../../../domain/protocol/server-api.ts'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { useErrorText } from '../../i18n/error-text.ts'
import { useMoneyCall } from '../payment/use-money-call.ts'
import { readerFormMessages as f } from './form-messages.ts'
import { readersMessages as m } from './messages.ts'
import { ViewFrame } from './view-frame.tsx'

/** Asks once more, and says whom it would hit. */
export function RemoveReader({ reader, onBack }: { readonly reader: Reader; readonly onBack: () => void }) {
  const intl = useIntl()
  const errorText = useErrorText()
  const calls = useMoneyCall()
  const [problem, setProblem] = useState<string | null>(null)

  const remove = async (): Promise<void> => {
    setProblem(null)
    const result = await calls.run('reader.remove', { readerId: reader.id }, { quiet: true })
    if (result?.ok === true) onBack()
    else if (result !== null) setProblem(errorText(result.error))
  }
  return (
    <ViewFrame
      name={intl.formatMessage(f.removeTitle, { reader: reader.label })}
      actions={
        <>
          <Button autoFocus onPress={onBack}>
            {intl.formatMessage(m.cancel)}
          </Button>
          <Button variant="danger" isPending={calls.pending !== null} onPress={() => void remove()}>
            {intl.formatMessage(f.removeNow)}
          </Button>
        </>
      }
    >
      {problem !== null && <Banner tone="error">{problem}</Banner>}
      <div className="flex max-w-[60ch] flex-col gap-3 p-5 text-15">
        <p>{intl.formatMessage(f.removeHelp)}</p>
        {reader.usedBy.length > 0 && (
          <p className="font-medium">
            {intl.formatMessage(f.removeUsed, {
              registers: intl.formatList(reader.usedBy.map(({ name }) => name)),
            })}
          </p>
        )}
      </div>
    </ViewFrame>
  )
}
