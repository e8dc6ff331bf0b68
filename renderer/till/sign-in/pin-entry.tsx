import { useEffect, useId, useRef, useState } from 'react'
import { useIntl } from 'react-intl'
import type { StaffChoice } from '../../../domain/protocol/views.ts'
import { Button } from '../../components/button.tsx'
import { NumberPad, type PadKey } from '../../components/number-pad.tsx'
import { useErrorText } from '../../i18n/error-text.ts'
import { useCall } from '../state/till-context.tsx'
import { signInMessages } from './messages.ts'
import { useNow } from './use-now.ts'

const pinDigitsMin = 6
const pinDigitsMax = 12

/** The PIN of the chosen person: pad, keyboard, and the wait after too many wrong ones. */
export function PinEntry({
  person,
  timeZone,
  onTried,
}: {
  readonly person: StaffChoice | null
  readonly timeZone: string | undefined
  readonly onTried: () => void
}) {
  const intl = useIntl()
  const call = useCall()
  const errorText = useErrorText()
  const field = useRef<HTMLInputElement>(null)
  const errorId = useId()
  const [pin, setPin] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [isPending, setIsPending] = useState(false)
  const personId = person?.id ?? null
  const lockedUntilMs = person?.lockedUntilMs ?? null
  const nowMs = useNow(lockedUntilMs)
  const isLocked = lockedUntilMs !== null && lockedUntilMs > nowMs
  const canTry = person !== null && pin.length >= pinDigitsMin && !isLocked && !isPending

  useEffect(() => {
    setPin('')
    setError(null)
    if (personId !== null) field.current?.focus({ preventScroll: true })
  }, [personId])

  const key = (pressed: PadKey): void => {
    setError(null)
    setPin((before) => pinAfter(before, pressed))
  }

  const submit = async (): Promise<void> => {
    if (!canTry) return
    setIsPending(true)
    const result = await call('staff.signIn', { staffId: person.id, pin }, { quiet: true })
    setIsPending(false)
    if (result.ok) return
    setPin('')
    field.current?.focus({ preventScroll: true })
    const { code } = result.error
    setError(
      code === 'pin_wrong'
        ? intl.formatMessage(signInMessages.wrong)
        : code === 'pin_locked'
          ? null
          : errorText(result.error),
    )
    onTried()
  }

  const message = isLocked
    ? intl.formatMessage(signInMessages.locked, {
        name: person?.name ?? '',
        time: intl.formatTime(lockedUntilMs, {
          hour: '2-digit',
          minute: '2-digit',
          second: '2-digit',
          ...(timeZone === undefined ? {} : { timeZone }),
        }),
      })
    : error

  return (
    <form
      className="flex flex-col gap-3 max-tall:gap-1.5"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <label htmlFor={`${errorId}-pin`} className="truncate text-15 font-medium text-ink-2">
        {person === null
          ? intl.formatMessage(signInMessages.chooseFirst)
          : intl.formatMessage(signInMessages.enterPin, { name: person.name })}
      </label>
      <input
        id={`${errorId}-pin`}
        ref={field}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        spellCheck="false"
        aria-label={intl.formatMessage(signInMessages.pin)}
        aria-invalid={message !== null}
        aria-describedby={errorId}
        disabled={person === null || isLocked}
        value={pin}
        maxLength={pinDigitsMax}
        onChange={(event) => {
          setError(null)
          setPin(event.target.value.replace(/\D/g, '').slice(0, pinDigitsMax))
        }}
        dir="ltr"
        className="pin-dots min-h-12 w-full rounded-control border border-line-strong bg-surface px-4 text-center text-24 tall:min-h-15 font-semibold tracking-[0.4em] disabled:bg-surface-2"
      />
      <p id={errorId} role="status" className="min-h-5 text-15 font-medium text-red-ink">
        {message}
      </p>
      <NumberPad size="l" onKey={key} extraKey="clear" isDisabled={person === null || isLocked} />
      <Button type="submit" variant="primary" size="l" isDisabled={!canTry} isPending={isPending}>
        {intl.formatMessage(signInMessages.signIn)}
      </Button>
    </form>
  )
}

function pinAfter(before: string, pressed: PadKey): string {
  switch (pressed.kind) {
    case 'digit':
      return (before + pressed.digit).slice(0, pinDigitsMax)
    case 'delete':
      return before.slice(0, -1)
    case 'clear':
      return ''
    case 'double-zero':
    case 'separator':
      return before
  }
}
