import { clsx } from 'clsx'
import type { ReactNode } from 'react'

export type Column<T> = {
  readonly key: string
  readonly head: string
  readonly cell: (row: T) => ReactNode
  /** Amounts and counts stand at the end, under each other. */
  readonly isNumber?: boolean
  /** Takes the width that the others leave and cuts what is longer; its cell truncates. */
  readonly fills?: boolean
  /** Left out on a narrow screen, where the row's own page or dialog says it. */
  readonly isExtra?: boolean
  readonly className?: string
}

/** Rows of 40 px under a head that stays. It scrolls inside itself where the screen is narrower than what it says. */
export function Table<T>({
  label,
  columns,
  rows,
  keyOf,
}: {
  readonly label: string
  readonly columns: readonly Column<T>[]
  readonly rows: readonly T[]
  readonly keyOf: (row: T) => string | number
}) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="focus-inset overflow-x-auto rounded-tile border border-line bg-surface"
    >
      <table className="w-full border-collapse text-15">
        <thead>
          <tr>
            {columns.map((column) => {
              const look = clsx(
                'sticky top-0 h-10 border-b border-line bg-surface px-4 text-13 font-medium whitespace-nowrap text-ink-2 max-[1300px]:px-3',
                column.isNumber === true ? 'text-end' : 'text-start',
                narrowLook(column),
              )
              // Over buttons that say themselves what they do there is nothing to say, so nothing is announced.
              return column.head === '' ? (
                <td key={column.key} className={look} />
              ) : (
                <th key={column.key} scope="col" className={look}>
                  {column.head}
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} className="border-line not-last:border-b hover:bg-surface-2">
              {columns.map((column) => (
                <td
                  key={column.key}
                  className={clsx(
                    'h-10 px-4 py-1 max-[1300px]:px-3',
                    column.isNumber === true && 'tabular text-end whitespace-nowrap',
                    column.fills === true && 'w-full max-w-0 min-w-24',
                    narrowLook(column),
                    column.className,
                  )}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const narrowLook = ({ isExtra }: { readonly isExtra?: boolean }): string | false =>
  isExtra === true && 'max-[1180px]:hidden'
