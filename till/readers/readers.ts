import type { Handlers } from '../../domain/protocol/bridge.ts'
import { type Reader, readersResponseSchema } from '../../domain/protocol/server-api.ts'
import type { TillState } from '../../domain/protocol/views.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { TillContext } from '../till-context.ts'
import { type ChosenReader, readChosenReader, writeChosenReader } from './chosen-reader.ts'

export type Readers = {
  readonly handlers: Pick<Handlers, 'reader.list' | 'reader.choose'>
  chosen(): ChosenReader | null
  /** Looks for the only reader there is, now and again until one is chosen. */
  start(): void
  close(): void
}

const listTimeoutMs = 8_000
const lookAgainMs = 15_000

/** The card readers of this store. A register with exactly one to choose from has chosen it. */
export function createReaders(context: TillContext, tillState: () => TillState): Readers {
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
      choose(only)
    return ok(readers)
  }

  const choose = (reader: Reader): Result<void> => {
    const written = store.transaction((db) =>
      writeChosenReader(db, { id: reader.id, label: reader.label || reader.id }),
    )
    if (!written.ok) return written
    log('info', 'reader.chosen', { readerId: reader.id })
    context.tillChanged()
    return ok(undefined)
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
      'reader.list': list,
      'reader.choose': async ({ readerId }) => {
        const listed = await list()
        if (!listed.ok) return listed
        const reader = listed.value.find(({ id }) => id === readerId)
        if (reader === undefined)
          return fail('not_found', 'This reader is no longer registered: choose one of the list.')
        const chosen = choose(reader)
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
