import { z } from 'zod'
import type { Handlers } from '../../domain/protocol/bridge.ts'
import { type Reader, readersResponseSchema } from '../../domain/protocol/server-api.ts'
import type { TillState } from '../../domain/protocol/views.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { TillContext } from '../till-context.ts'
import type { ChosenReader } from './card-reader.ts'
import { readChosenReader, writeChosenReader } from './chosen-reader.ts'
import { driversPresent, type ReaderDrivers } from './drivers.ts'
import { manageReadersHandlers } from './manage-readers.ts'

export type Readers = {
  readonly handlers: Pick<Handlers, 'reader.list' | 'reader.choose'> &
    ReturnType<typeof manageReadersHandlers>
  chosen(): ChosenReader | null
  /** Looks for the only reader there is, now and again until one is chosen. */
  start(): void
  close(): void
}

const listTimeoutMs = 8_000
const lookAgainMs = 15_000

/** The card readers of this store. A register with exactly one to choose from has chosen it. */
export function createReaders(
  context: TillContext,
  drivers: ReaderDrivers,
  tillState: () => TillState,
): Readers {
  const { store, server, scheduler, log } = context
  let cancelTimer: (() => void) | null = null
  let closed = false

  const list = async (): Promise<Result<Reader[]>> => {
    const answer = await server.request({
      method: 'GET',
      path: '/v1/readers',
      response: readersResponseSchema,
      timeoutMs: listTimeoutMs,
    })
    if (!answer.ok) return answer
    const { readers } = answer.value
    const [only] = readers
    if (only !== undefined && readers.length === 1 && readChosenReader(store.db) === null && !closed)
      choose(only, { driver: 'server', flow: 'process' })
    else tellWhatTheServerDoesNotKnow(readers)
    return ok(readers)
  }

  const choose = (reader: Reader, how: Pick<ChosenReader, 'driver' | 'flow'>): Result<void> => {
    const written = store.transaction((db) =>
      writeChosenReader(db, { id: reader.id, label: reader.label || reader.id, ...how }),
    )
    if (!written.ok) return written
    log('info', 'reader.chosen', { readerId: reader.id, ...how })
    context.tillChanged()
    tell(reader.id, how)
    return ok(undefined)
  }

  /** For the lists of other registers. Nothing here waits for it or depends on it. */
  const tell = (readerId: string, { driver, flow }: Pick<ChosenReader, 'driver' | 'flow'>): void => {
    const path = `/v1/readers/${encodeURIComponent(readerId)}/use`
    void server
      .request({
        method: 'POST',
        path,
        body: { driver, flow },
        response: z.unknown(),
        timeoutMs: listTimeoutMs,
      })
      .then((told) => {
        if (!told.ok) log('info', 'reader.use-not-told', { readerId, code: told.error.code })
      })
  }

  const tellWhatTheServerDoesNotKnow = (readers: readonly Reader[]): void => {
    const chosen = readChosenReader(store.db)
    const identity = context.identity()
    const listed = readers.find(({ id }) => id === chosen?.id)
    if (closed || chosen === null || listed === undefined || !identity.ok) return
    if (!listed.usedBy.some(({ registerId }) => registerId === identity.value.registerId))
      tell(chosen.id, chosen)
  }

  const lookForOne = async (): Promise<void> => {
    cancelTimer?.()
    cancelTimer = null
    if (closed || readChosenReader(store.db) !== null) return
    if (context.identity().ok) await list()
    if (closed || readChosenReader(store.db) !== null) return
    cancelTimer = scheduler.after(lookAgainMs, look)
  }

  const look = (): void => {
    void lookForOne().catch((cause: unknown) => {
      log('warn', 'reader.look-failed', { cause: String(cause) })
    })
  }

  const unsubscribe = context.onConnection((online) => {
    if (online) look()
  })

  return {
    handlers: {
      ...manageReadersHandlers(context, tillState),
      'reader.list': async () => {
        const listed = await list()
        return listed.ok ? ok({ readers: listed.value, drivers: [...driversPresent(drivers)] }) : listed
      },
      'reader.choose': async ({ readerId, driver = 'server', flow = 'process' }) => {
        if (drivers[driver] === undefined)
          return fail('invalid_input', 'This till has no such way to command a reader.')
        const listed = await list()
        if (!listed.ok) return listed
        const reader = listed.value.find(({ id }) => id === readerId)
        if (reader === undefined)
          return fail('not_found', 'This reader is no longer registered: choose one of the list.')
        const chosen = choose(reader, { driver, flow })
        return chosen.ok ? ok(tillState()) : chosen
      },
    },
    chosen: () => readChosenReader(store.db),
    start: look,
    close() {
      closed = true
      cancelTimer?.()
      unsubscribe()
    },
  }
}
