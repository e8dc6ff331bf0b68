import type { Logger } from 'pino'
import type { Clock, Scheduler } from '../domain/ids/clock.ts'
import type { NewId } from '../domain/ids/ids.ts'
import type { ServerConfig } from './config.ts'
import type { ProcessorTransport } from './processors/transport.ts'
import type { Store } from './store/store.ts'

/** What every noun of the server is built from. Time, ids and randomness come from here and nowhere else. */
export type ServerDeps = {
  readonly config: ServerConfig
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly randomBytes: (size: number) => Buffer
  readonly logger: Logger
  /** Left out: the machine's timers. */
  readonly scheduler?: Scheduler | undefined
  /** Runs something after what has come in by now was read. Left out: in the next turn of the machine's loop. */
  readonly soon?: ((run: () => void) => void) | undefined
  /** Left out: the processor's SDK uses its own HTTP. */
  readonly transport?: ProcessorTransport | undefined
}
