import { clsx } from 'clsx'
import { Label } from 'react-aria-components/Label'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import { useIntl } from 'react-intl'
import type { LocationsResponse } from '../../../domain/protocol/readers.ts'
import { readerFormMessages as f } from './form-messages.ts'

export const newPlace = 'new'

/** The places that are known, and a new one. Those in another country can be seen but not taken. */
export function PlaceChoice({
  places,
  chosen,
  onChoose,
}: {
  readonly places: LocationsResponse
  readonly chosen: string
  readonly onChoose: (id: string) => void
}) {
  const intl = useIntl()
  const { locations, country } = places
  const rows = [
    ...locations.map((place) => ({
      id: place.id,
      name: place.displayName,
      help: isElsewhere(place.country, country) ? intl.formatMessage(f.otherCountry) : place.addressLine,
      isDisabled: isElsewhere(place.country, country),
    })),
    { id: newPlace, name: intl.formatMessage(f.newPlace), help: '', isDisabled: false },
  ]
  return (
    <RadioGroup value={chosen} onChange={onChoose} className="flex flex-col gap-1.5">
      <Label className="text-13 font-medium text-ink-2">{intl.formatMessage(f.where)}</Label>
      {rows.map(({ id, name, help, isDisabled }) => (
        <Radio
          key={id}
          value={id}
          isDisabled={isDisabled}
          className={({ isSelected, isFocusVisible }) =>
            clsx(
              'flex min-h-14 items-center gap-3 rounded-control border px-4 py-2',
              isSelected ? 'border-accent bg-accent-soft' : 'border-line-strong',
              isFocusVisible && 'outline-3 outline-offset-2 outline-focus',
            )
          }
        >
          <span
            aria-hidden="true"
            className={clsx(
              'flex size-5 shrink-0 items-center justify-center rounded-full border-2',
              chosen === id ? 'border-accent' : 'border-line-strong',
            )}
          >
            {chosen === id && <span className="size-2.5 rounded-full bg-accent" />}
          </span>
          <span className="flex min-w-0 flex-col">
            <span className={clsx('text-15 font-medium', isDisabled && 'text-ink-3')}>{name}</span>
            {help !== '' && <span className="text-13 text-ink-2">{help}</span>}
          </span>
        </Radio>
      ))}
    </RadioGroup>
  )
}

export const isElsewhere = (placeCountry: string, accountCountry: string | null): boolean =>
  accountCountry !== null && placeCountry !== '' && placeCountry !== accountCountry
