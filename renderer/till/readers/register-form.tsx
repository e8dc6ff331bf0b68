import { useRef, useState } from 'react'
import { Form } from 'react-aria-components/Form'
import { useIntl } from 'react-intl'
import type { ErrorCode } from '../../../domain/errors/codes.ts'
import type { LocationsResponse, NewLocation } from '../../../domain/protocol/readers.ts'
import type { CashwrapError } from '../../../domain/result.ts'
import { Banner } from '../../components/banner.tsx'
import { Button } from '../../components/button.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useErrorText } from '../../i18n/error-text.ts'
import { useMoneyCall } from '../payment/use-money-call.ts'
import { useNotify } from '../state/notices.tsx'
import { useTill } from '../state/till-context.tsx'
import { readerFormMessages as f } from './form-messages.ts'
import { readersMessages as m } from './messages.ts'
import { isElsewhere, newPlace, PlaceChoice } from './place-choice.tsx'
import { isPlaceComplete, PlaceFields } from './place-fields.tsx'
import { placeOfShop } from './shop-address.ts'
import { ViewFrame } from './view-frame.tsx'

const formId = 'register-reader'
/** Failures that are about the code: they stand under its field. */
const aboutCode: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['reader_code_invalid', 'reader_code_used'])

const noPlace: NewLocation = {
  displayName: '',
  line1: '',
  line2: null,
  city: '',
  state: null,
  postalCode: '',
  country: '',
}

export function RegisterForm({
  places,
  onBack,
}: {
  readonly places: LocationsResponse
  readonly onBack: () => void
}) {
  const intl = useIntl()
  const errorText = useErrorText()
  const notify = useNotify()
  const calls = useMoneyCall()
  const { store, mode } = useTill()
  const [code, setCode] = useState('')
  const [label, setLabel] = useState('')
  const [known, setKnown] = useState(places)
  const usable = known.locations.filter(({ country }) => !isElsewhere(country, known.country))
  const [placeId, setPlaceId] = useState(usable[0]?.id ?? newPlace)
  const [place, setPlace] = useState<NewLocation>(() =>
    store === null ? noPlace : placeOfShop(store, places.country),
  )
  const [isChecked, setIsChecked] = useState(false)
  const [error, setError] = useState<CashwrapError | null>(null)
  const codeField = useRef<HTMLInputElement>(null)
  const isNew = placeId === newPlace

  /** The id of the place, made first when it is new: pressed again, it is there already. */
  const placeToUse = async (): Promise<string | null> => {
    if (!isNew) return placeId
    const made = await calls.run('reader.createLocation', place, { quiet: true })
    if (made === null) return null
    if (!made.ok) {
      setError(made.error)
      return null
    }
    setKnown((before) => ({ ...before, locations: [made.value, ...before.locations] }))
    setPlaceId(made.value.id)
    return made.value.id
  }

  const register = async (): Promise<void> => {
    setIsChecked(true)
    setError(null)
    const isComplete = code.trim() !== '' && label.trim() !== '' && (!isNew || isPlaceComplete(place))
    if (!isComplete) return
    const locationId = await placeToUse()
    if (locationId === null) return
    const wish = { registrationCode: code.trim(), label: label.trim(), locationId }
    const result = await calls.run('reader.register', wish, { quiet: true })
    if (result === null) return
    if (result.ok) {
      notify({ kind: 'success', text: intl.formatMessage(f.registered, { reader: result.value.label }) })
      onBack()
      return
    }
    setError(result.error)
    if (aboutCode.has(result.error.code)) codeField.current?.focus()
  }

  const codeError = (): string | undefined => {
    if (error !== null && aboutCode.has(error.code)) return errorText(error)
    return isChecked && code.trim() === '' ? intl.formatMessage(f.codeMissing) : undefined
  }
  return (
    <ViewFrame
      isTall
      name={intl.formatMessage(m.register)}
      actions={
        <>
          <Button onPress={onBack}>{intl.formatMessage(m.cancel)}</Button>
          <Button type="submit" form={formId} variant="primary" isPending={calls.pending !== null}>
            {intl.formatMessage(f.registerNow)}
          </Button>
        </>
      }
    >
      {error !== null && !aboutCode.has(error.code) && <Banner tone="error">{errorText(error)}</Banner>}
      <Form
        id={formId}
        validationBehavior="aria"
        className="flex flex-col gap-5 p-5"
        onSubmit={(event) => {
          event.preventDefault()
          void register()
        }}
      >
        <p className="text-15 text-ink-2">{intl.formatMessage(m.noneHelp)}</p>
        <div className="grid grid-cols-2 gap-4">
          <TextField
            autoFocus
            label={intl.formatMessage(f.code)}
            description={intl.formatMessage(mode === 'practice' ? f.codePractice : f.codeHelp)}
            value={code}
            onChange={setCode}
            maxLength={100}
            autoComplete="off"
            inputRef={codeField}
            errorMessage={codeError()}
          />
          <TextField
            label={intl.formatMessage(f.label)}
            description={intl.formatMessage(f.labelHelp)}
            value={label}
            onChange={setLabel}
            maxLength={60}
            errorMessage={isChecked && label.trim() === '' ? intl.formatMessage(f.labelMissing) : undefined}
          />
        </div>
        {known.locations.length > 0 && <PlaceChoice places={known} chosen={placeId} onChoose={setPlaceId} />}
        {isNew && <PlaceFields place={place} isChecked={isChecked} onChange={setPlace} />}
      </Form>
    </ViewFrame>
  )
}
