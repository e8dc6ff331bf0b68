import type { ReadableDb, WritableDb } from '../store/db.ts'

/** The reader this register takes cards on. Kept on this till: it stays chosen without a network. */
export type ChosenReader = { readonly id: string; readonly label: string }

export const readChosenReader = (db: ReadableDb): ChosenReader | null =>
  db.prepare<ChosenReader>('SELECT reader_id AS id, label FROM chosen_reader').get() ?? null

export function writeChosenReader(db: WritableDb, reader: ChosenReader): void {
  db.prepare(
    `INSERT INTO chosen_reader (only_row, reader_id, label) VALUES (1, ?, ?)
     ON CONFLICT (only_row) DO UPDATE SET reader_id = excluded.reader_id, label = excluded.label`,
  ).run(reader.id, reader.label)
}
