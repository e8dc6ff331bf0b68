import { expect, test } from 'vitest'

/** The fault matrix of a payment: rows are what is done, columns what goes wrong. */
export const columns = {
  A: 'crash before the step',
  B: 'crash after the step, before anybody heard',
  N1: 'lost before it was done',
  N2: 'done, and the answer lost',
  D: 'twice',
  O: 'in another order',
  E: '5xx or 429',
  F: 'disk full or I/O error',
  T: 'clock jump',
  R: 'reader away',
  P: 'power cut',
} as const
export type Column = keyof typeof columns

export const rows = {
  'card sale': [],
  refund: [],
  // No reader takes part in a webhook.
  webhook: ['R'],
} as const satisfies Record<string, readonly Column[]>
export type Row = keyof typeof rows

/** Cells that mean something: every one needs a test. */
export const cellsOf = (row: Row): readonly Column[] =>
  (Object.keys(columns) as Column[]).filter((column) => !(rows[row] as readonly Column[]).includes(column))

export type CellTests = {
  /** A test of one cell; `expected` is what the cell promises. */
  cell(column: Column, when: string, expected: string, run: () => Promise<void>): void
  /** To be called last: a cell without a test is a failure. */
  everyCellHasATest(): void
}

/** The tests of one row. Names read `card sale · N2 done, and the answer lost · the first answer of create · same key, same intent`. */
export function cellsOfRow(row: Row): CellTests {
  const covered = new Set<Column>()
  return {
    cell: (column, when, expected, run) => {
      covered.add(column)
      test(`${row} · ${column} ${columns[column]} · ${when} · ${expected}`, run)
    },
    everyCellHasATest: () => {
      test(`${row} · every cell of the matrix has a test`, () => {
        expect([...covered].sort()).toEqual([...cellsOf(row)].sort())
      })
    },
  }
}
