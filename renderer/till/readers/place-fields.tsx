import { useIntl } from 'react-intl'
import type { NewLocation } from '../../../domain/protocol/readers.ts'
import { TextField } from '../../components/text-field.tsx'
import type { Message } from '../../i18n/define-messages.ts'
import { readerFormMessages as f } from './form-messages.ts'

type Line = 'displayName' | 'line1' | 'postalCode' | 'city' | 'country'

const lines: readonly { readonly line: Line; readonly name: Message; readonly max: number }[] = [
  { line: 'displayName', name: f.placeName, max: 100 },
  { line: 'line1', name: f.street, max: 100 },
  { line: 'postalCode', name: f.postalCode, max: 20 },
  { line: 'city', name: f.city, max: 100 },
  { line: 'country', name: f.country, max: 2 },
]

export const isPlaceComplete = (place: NewLocation): boolean =>
  lines.every(({ line }) => place[line].trim() !== '') && /^[A-Z]{2}$/.test(place.country)

/** The address of a new place, taken over from the shop's. */
export function PlaceFields({
  place,
  isChecked,
  onChange,
}: {
  readonly place: NewLocation
  /** Missing lines are said. */
  readonly isChecked: boolean
  readonly onChange: (place: NewLocation) => void
}) {
  const intl = useIntl()
  return (
    <div className="grid grid-cols-2 gap-4">
      <p className="col-span-2 text-13 text-ink-2">{intl.formatMessage(f.newPlaceHelp)}</p>
      {lines.map(({ line, name, max }) => (
        <TextField
          key={line}
          label={intl.formatMessage(name)}
          value={place[line]}
          maxLength={max}
          description={line === 'country' ? intl.formatMessage(f.countryHelp) : undefined}
          onChange={(text) => onChange({ ...place, [line]: line === 'country' ? text.toUpperCase() : text })}
          errorMessage={
            isChecked && place[line].trim() === '' ? intl.formatMessage(f.lineMissing) : undefined
          }
        />
      ))}
    </div>
  )
}
