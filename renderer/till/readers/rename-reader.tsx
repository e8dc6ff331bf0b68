import { useState } from 'react'
import { Form } from 'react-aria-components/Form'
import { useIntl } from 'react-intl'
import type { Reader } from '../../../domain/protocol/server-api.ts'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useErrorText } from '../../i18n/error-text.ts'
import { useMoneyCall } from '../payment/use-money-call.ts'
import { readerFormMessages as f } from './form-messages.ts'
import { readersMessages as m } from './messages.ts'
import { ViewFrame } from './view-frame.tsx'

const formId = 'rename-reader'

export function RenameReader({ reader, onBack }: { readonly reader: Reader; readonly onBack: () => void }) {
  const intl = useIntl()
  const errorText = useErrorText()
  const calls = useMoneyCall()
  const [label, setLabel] = useState(reader.label)
  const [isMissing, setIsMissing] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const save = async (): Promise<void> => {
    setIsMissing(label.trim() === '')
    setProblem(null)
    if (label.trim() === '') return
    const result = await calls.run(
      'reader.rename',
      { readerId: reader.id, label: label.trim() },
      { quiet: true },
    )
    if (result?.ok === true) onBack()
    else if (result !== null) setProblem(errorText(result.error))
  }
  return (
    <ViewFrame
      name={intl.formatMessage(m.rename)}
      actions={
        <>
          <Button onPress={onBack}>{intl.formatMessage(m.cancel)}</Button>
          <Button type="submit" form={formId} variant="primary" isPending={calls.pending !== null}>
            {intl.formatMessage(f.save)}
          </Button>
        </>
      }
    >
      {problem !== null && <Banner tone="error">{problem}</Banner>}
      <Form
        id={formId}
        className="max-w-[32rem] p-5"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <TextField
          autoFocus
          label={intl.formatMessage(f.label)}
          description={intl.formatMessage(f.labelHelp)}
          value={label}
          onChange={setLabel}
          maxLength={60}
          errorMessage={isMissing ? intl.formatMessage(f.labelMissing) : undefined}
        />
      </Form>
    </ViewFrame>
  )
}
