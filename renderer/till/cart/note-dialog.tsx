import { useState } from 'react'
import { useIntl } from 'react-intl'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { TextField } from '../../components/text-field.tsx'
import { cartMessages } from './messages.ts'

const noteLengthMax = 200

export function NoteDialog({
  note,
  onSave,
  onClose,
}: {
  readonly note: string | null
  readonly onSave: (note: string | null) => void
  readonly onClose: () => void
}) {
  const intl = useIntl()
  const [text, setText] = useState(note ?? '')
  const save = (): void => {
    onSave(text.trim() === '' ? null : text.trim())
    onClose()
  }
  return (
    <Dialog
      title={intl.formatMessage(cartMessages.note)}
      onClose={onClose}
      width="s"
      footer={
        <Button variant="primary" onPress={save}>
          {intl.formatMessage(cartMessages.saveNote)}
        </Button>
      }
    >
      <div className="p-5">
        <TextField
          label={intl.formatMessage(cartMessages.note)}
          description={intl.formatMessage(cartMessages.noteHelp)}
          value={text}
          onChange={setText}
          maxLength={noteLengthMax}
          autoFocus
          onKeyDown={(event) => {
            if (event.key === 'Enter') save()
          }}
        />
      </div>
    </Dialog>
  )
}
