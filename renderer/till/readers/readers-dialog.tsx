import { useCallback, useState } from 'react'
import { useIntl } from 'react-intl'
import { Dialog } from '../../components/dialog.tsx'
import { readerFormMessages as form } from './form-messages.ts'
import { readersMessages as m } from './messages.ts'
import { ReaderList } from './reader-list.tsx'
import type { ReaderView } from './reader-view.ts'
import { RegisterReader } from './register-reader.tsx'
import { RemoveReader } from './remove-reader.tsx'
import { RenameReader } from './rename-reader.tsx'
import { readerTestMessages as test } from './test-messages.ts'
import { TestReader } from './test-reader.tsx'

/** The card readers: which one this register asks for cards, and all that is done with them as things. */
export function ReadersDialog({ onClose }: { readonly onClose: () => void }) {
  const intl = useIntl()
  const [view, setView] = useState<ReaderView>({ at: 'list' })
  const back = useCallback(() => setView({ at: 'list' }), [])
  const title = (): string => {
    switch (view.at) {
      case 'list':
        return intl.formatMessage(m.title)
      case 'register':
        return intl.formatMessage(m.register)
      case 'rename':
        return intl.formatMessage(m.of, {
          action: intl.formatMessage(m.rename),
          reader: view.reader.label,
        })
      case 'remove':
        return intl.formatMessage(form.removeTitle, { reader: view.reader.label })
      case 'test':
        return intl.formatMessage(test.testTitle, { reader: view.reader.label })
    }
  }
  return (
    // A test under way is not left by a press beside it.
    <Dialog title={title()} onClose={onClose} width="l" isDismissable={view.at === 'list'}>
      {view.at === 'list' && <ReaderList onView={setView} />}
      {view.at === 'register' && <RegisterReader onBack={back} />}
      {view.at === 'rename' && <RenameReader reader={view.reader} onBack={back} />}
      {view.at === 'remove' && <RemoveReader reader={view.reader} onBack={back} />}
      {view.at === 'test' && <TestReader reader={view.reader} onBack={back} />}
    </Dialog>
  )
}
