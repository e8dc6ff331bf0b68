import { useIntl } from 'react-intl'
import { Button } from '../../components/button.tsx'
import { useAnswer } from '../history/use-answer.ts'
import { Waiting } from '../history/waiting.tsx'
import { readersMessages as m } from './messages.ts'
import { RegisterForm } from './register-form.tsx'
import { ViewFrame } from './view-frame.tsx'

/** A reader is registered by the code it shows, for a place. The places come first. */
export function RegisterReader({ onBack }: { readonly onBack: () => void }) {
  const intl = useIntl()
  const places = useAnswer('reader.locations', {})
  if (places.value !== null) return <RegisterForm places={places.value} onBack={onBack} />
  return (
    <ViewFrame
      isTall
      name={intl.formatMessage(m.register)}
      actions={<Button onPress={onBack}>{intl.formatMessage(m.cancel)}</Button>}
    >
      <Waiting answer={places}>{() => null}</Waiting>
    </ViewFrame>
  )
}
