import { clsx } from 'clsx'
import { type KeyboardEvent, useRef } from 'react'

export type Chip<Id extends string> = {
  readonly id: Id
  readonly label: string
  /** 0–359: a dot of this hue before the word; the word carries the meaning. */
  readonly hue?: number | undefined
}

export type ChipTabsProps<Id extends string> = {
  readonly label: string
  readonly chips: readonly Chip<Id>[]
  /** The id of none of them: nothing is chosen at the moment. */
  readonly selected: Id
  readonly onSelect: (id: Id) => void
  /** On a tall screen a second row shows more of them at once. */
  readonly wraps?: boolean
  readonly className?: string | undefined
}

/** One choice out of a few, in a row that scrolls: a radio group for the keyboard (arrows move and choose), chips for the finger. */
export function ChipTabs<Id extends string>({
  label,
  chips,
  selected,
  onSelect,
  wraps = false,
  className,
}: ChipTabsProps<Id>) {
  const row = useRef<HTMLDivElement>(null)
  const isAnySelected = chips.some((chip) => chip.id === selected)

  const move = (event: KeyboardEvent): void => {
    const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    const backward = forward === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft'
    const at = chips.findIndex((chip) => chip.id === selected)
    const next =
      event.key === forward || event.key === 'ArrowDown'
        ? (at + 1) % chips.length
        : event.key === backward || event.key === 'ArrowUp'
          ? (at - 1 + chips.length) % chips.length
          : event.key === 'Home'
            ? 0
            : event.key === 'End'
              ? chips.length - 1
              : -1
    const chip = chips[next]
    if (chip === undefined) return
    event.preventDefault()
    onSelect(chip.id)
    const button = row.current?.children.item(next)
    if (button instanceof HTMLElement) {
      button.focus()
      button.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    }
  }

  return (
    <div
      ref={row}
      role="radiogroup"
      aria-label={label}
      onKeyDown={move}
      className={clsx(
        'flex gap-2 [scrollbar-width:none]',
        wraps
          ? 'tall:max-h-26 tall:flex-wrap tall:overflow-y-auto max-tall:overflow-x-auto'
          : 'overflow-x-auto',
        className,
      )}
    >
      {chips.map((chip, index) => {
        const isSelected = chip.id === selected
        return (
          // biome-ignore lint/a11y/useSemanticElements: a native radio cannot be a chip without hiding it; role, state and keys are all here
          <button
            key={chip.id}
            type="button"
            role="radio"
            aria-checked={isSelected}
            tabIndex={isSelected || (!isAnySelected && index === 0) ? 0 : -1}
            onClick={() => onSelect(chip.id)}
            className={clsx(
              'focus-inset flex min-h-12 shrink-0 items-center gap-2 rounded-full border px-4 text-15 font-medium whitespace-nowrap',
              isSelected
                ? 'border-ink bg-ink text-surface'
                : 'border-line bg-surface text-ink-2 hover:bg-surface-2',
            )}
          >
            {chip.hue !== undefined && (
              <span
                aria-hidden="true"
                className="size-2.5 rounded-full"
                style={{ backgroundColor: `oklch(0.66 0.13 ${chip.hue})` }}
              />
            )}
            {chip.label}
          </button>
        )
      })}
    </div>
  )
}
