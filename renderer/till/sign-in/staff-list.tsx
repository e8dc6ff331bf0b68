import { clsx } from 'clsx'
import { useIntl } from 'react-intl'
import type { StaffChoice } from '../../../domain/protocol/views.ts'
import { initialsOf } from '../catalogue/tile-picture.tsx'
import { signInMessages } from './messages.ts'

const roleNames = {
  cashier: signInMessages.cashier,
  manager: signInMessages.manager,
  owner: signInMessages.owner,
}

/** The names, to be tapped. Practice PINs stand under them in practice mode only: the till sends none in any other. */
export function StaffList({
  staff,
  selectedId,
  isPractice,
  onSelect,
}: {
  readonly staff: readonly StaffChoice[]
  readonly selectedId: string | null
  readonly isPractice: boolean
  readonly onSelect: (person: StaffChoice) => void
}) {
  const intl = useIntl()
  return (
    <ul aria-label={intl.formatMessage(signInMessages.title)} className="flex flex-col gap-2">
      {staff.map((person) => {
        const isSelected = person.id === selectedId
        return (
          <li key={person.id}>
            <button
              type="button"
              aria-pressed={isSelected}
              onClick={() => onSelect(person)}
              className={clsx(
                'flex min-h-18 w-full items-center gap-4 rounded-tile border px-4 py-2 text-start',
                isSelected
                  ? 'border-accent bg-accent-soft outline-1 -outline-offset-2 outline-accent'
                  : 'border-line bg-surface hover:border-line-strong',
              )}
            >
              <span
                aria-hidden="true"
                className="inline-flex size-11 shrink-0 items-center justify-center rounded-full bg-surface-2 text-15 font-semibold text-ink-2"
              >
                {initialsOf(person.name)}
              </span>
              <span className="min-w-0 flex-1">
                <span className="block truncate text-18 font-medium">{person.name}</span>
                <span className="block text-13 text-ink-2">{intl.formatMessage(roleNames[person.role])}</span>
              </span>
              {isPractice && person.practicePin !== null && (
                <span className="tabular shrink-0 rounded-control bg-amber-soft px-2 py-1 text-13 font-medium text-amber-ink">
                  {intl.formatMessage(signInMessages.practicePin, { pin: person.practicePin })}
                </span>
              )}
            </button>
          </li>
        )
      })}
    </ul>
  )
}
