import type { Clock } from '../domain/ids/clock.ts'
import type { DeviceId, NewId, RegisterId, ShiftId, StaffId, StoreId } from '../domain/ids/ids.ts'
import type { Mode } from '../domain/mode/mode.ts'
import type { Topic, TopicEvent } from '../domain/protocol/bridge.ts'
import type { Register, Store } from '../domain/protocol/server-api.ts'
import type { Result } from '../domain/result.ts'
import type { Role } from '../domain/staff/staff.ts'
import type { Journal } from './journal/journal.ts'
import type { Log } from './ports/log.ts'
import type { Scheduler } from './ports/scheduler.ts'
import type { ServerClient } from './server-link/server-client.ts'
import type { TillStore } from './store/till-store.ts'

/** Who this till is, once paired. `store` and `register` follow the server's changes. */
export type Identity = {
  readonly deviceId: DeviceId
  readonly storeId: StoreId
  readonly registerId: RegisterId
  readonly mode: Mode
  readonly store: Store
  readonly register: Register
}

export type OnDuty = {
  readonly staff: { readonly id: StaffId; readonly name: string; readonly role: Role }
  readonly shiftId: ShiftId
}

/** What every noun of the till is built from. */
export type TillContext = {
  readonly store: TillStore
  readonly journal: Journal
  readonly server: ServerClient
  readonly clock: Clock
  readonly newId: NewId
  /** 0 ≤ x < 1. */
  readonly random: () => number
  readonly scheduler: Scheduler
  readonly log: Log
  /** Who this till is. Error: not_paired. */
  readonly identity: () => Result<Identity>
  /** Who is signed in, and the open shift. Error: not_signed_in. */
  readonly onDuty: () => Result<OnDuty>
  readonly isOnline: () => boolean
  /** Called when the connection comes or goes, or who is on duty changes. */
  readonly onConnection: (listener: (online: boolean) => void) => () => void
  /** Up to which seq the server has this till's journal. */
  readonly acknowledgedSeq: () => number
  /** Something TillState shows has changed (reader chosen, parked count, catalogue): publishes `till` once, soon. */
  readonly tillChanged: () => void
  readonly publish: <T extends Topic>(topic: T, event: TopicEvent<T>) => void
}
