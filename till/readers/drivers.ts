import type { ReaderDriver } from '../../domain/protocol/server-api.ts'
import type { CardReader, ChosenReader } from './card-reader.ts'

/** The drivers that this till has. The server-driven one is always there. */
export type ReaderDrivers = { readonly server: CardReader } & {
  readonly [D in Exclude<ReaderDriver, 'server'>]?: CardReader
}

/** The driver a chosen reader is set to. One that this till does not have any more is commanded by the server instead. */
export const driverOf = (drivers: ReaderDrivers, chosen: ChosenReader | null): CardReader =>
  drivers[chosen?.driver ?? 'server'] ?? drivers.server

export const driversPresent = (drivers: ReaderDrivers): readonly ReaderDriver[] =>
  Object.values(drivers).map(({ driver }) => driver)
