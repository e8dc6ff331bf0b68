import type { ReadableDb, WritableDb } from '../store/db.ts'
import type { ChosenReader } from './card-reader.ts'

/** The reader this register takes cards on. Kept on this till: it stays chosen without a network. */
export const readChosenReader = (db: ReadableDb): ChosenReader | null =>
  db.prepare<ChosenReader>('SELECT reader_id AS id, label, driver, flow FROM chosen_reader').get() ?? null

export function writeChosenReader(db: WritableDb, reader: ChosenReader): void {
  db.prepare(
    `INSERT INTO chosen_reader (only_row, reader_id, label, driver, flow) VALUES (1, ?, ?, ?, ?)
     ON CONFLICT (only_row) DO UPDATE SET reader_id = excluded.reader_id, label = excluded.label,
       driver = excluded.driver, flow = excluded.flow`,
  ).run(reader.id, reader.label, reader.driver, reader.flow)
}

export function forgetChosenReader(db: WritableDb): void {
  db.prepare('DELETE FROM chosen_reader').run()
}
