import { z } from 'zod'
import type { Handlers } from '../../domain/protocol/bridge.ts'
import {
  locationResponseSchema,
  locationsResponseSchema,
  readerResponseSchema,
  readerTestResponseSchema,
} from '../../domain/protocol/readers.ts'
import type { TillState } from '../../domain/protocol/views.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { TillContext } from '../till-context.ts'
import { forgetChosenReader, readChosenReader, writeChosenReader } from './chosen-reader.ts'

type ManageHandlers = Pick<
  Handlers,
  | 'reader.register'
  | 'reader.rename'
  | 'reader.remove'
  | 'reader.locations'
  | 'reader.createLocation'
  | 'reader.test'
  | 'reader.testLook'
  | 'reader.testCancel'
>

/** A reader itself may be slow to answer; the processor waits for it. */
const timeoutMs = 30_000

/**
 * The card readers of the account as things: all of it is the server's and the processor's, and needs a network. Registering, renaming and
 * removing are a manager's; the server checks that again by who is named as signed in.
 */
export function manageReadersHandlers(context: TillContext, tillState: () => TillState): ManageHandlers {
  const { store, server, log } = context
  const pathOf = (readerId: string): string => `/v1/readers/${encodeURIComponent(readerId)}`

  const ask = <T>(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    response: z.ZodType<T>,
    body?: unknown,
  ): Promise<Result<T>> =>
    server.request({ method, path, response, timeoutMs, ...(body === undefined ? {} : { body }) })

  const asManager = async <T>(run: (staffId: string) => Promise<Result<T>>): Promise<Result<T>> => {
    const duty = context.onDuty()
    if (!duty.ok) return duty
    const { id, role } = duty.value.staff
    if (role === 'cashier')
      return fail('permission_denied', 'Only a manager may register, rename or remove card readers.')
    return run(id)
  }

  /** What this register keeps of its reader follows what was done to it. */
  const keep = (readerId: string, label: string | null): Result<void> => {
    const chosen = readChosenReader(store.db)
    if (chosen?.id !== readerId) return ok(undefined)
    const written = store.transaction((db) =>
      label === null ? forgetChosenReader(db) : writeChosenReader(db, { ...chosen, label }),
    )
    context.tillChanged()
    return written
  }

  return {
    'reader.register': (wish) =>
      asManager(async (staffId) => {
        const answer = await ask('POST', '/v1/readers', readerResponseSchema, { ...wish, staffId })
        if (!answer.ok) return answer
        log('info', 'reader.registered', { readerId: answer.value.reader.id })
        return ok(answer.value.reader)
      }),
    'reader.rename': ({ readerId, label }) =>
      asManager(async (staffId) => {
        const answer = await ask('PATCH', pathOf(readerId), readerResponseSchema, { label, staffId })
        if (!answer.ok) return answer
        const kept = keep(readerId, answer.value.reader.label)
        return kept.ok ? ok(answer.value.reader) : kept
      }),
    'reader.remove': ({ readerId }) =>
      asManager(async (staffId) => {
        const path = `${pathOf(readerId)}?staffId=${encodeURIComponent(staffId)}`
        const answer = await ask('DELETE', path, z.strictObject({}))
        if (!answer.ok) return answer
        log('info', 'reader.removed', { readerId })
        const kept = keep(readerId, null)
        return kept.ok ? ok(tillState()) : kept
      }),
    'reader.locations': () => ask('GET', '/v1/locations', locationsResponseSchema),
    'reader.createLocation': (wish) =>
      asManager(async (staffId) => {
        const answer = await ask('POST', '/v1/locations', locationResponseSchema, { ...wish, staffId })
        return answer.ok ? ok(answer.value.location) : answer
      }),
    'reader.test': async ({ readerId }) => {
      const duty = context.onDuty()
      if (!duty.ok) return duty
      return testOf(await ask('POST', `${pathOf(readerId)}/test`, readerTestResponseSchema))
    },
    'reader.testLook': async ({ testId }) =>
      testOf(await ask('GET', `/v1/reader-tests/${encodeURIComponent(testId)}`, readerTestResponseSchema)),
    'reader.testCancel': async ({ testId }) =>
      testOf(
        await ask('POST', `/v1/reader-tests/${encodeURIComponent(testId)}/cancel`, readerTestResponseSchema),
      ),
  }
}

const testOf = <T>(answer: Result<{ readonly test: T }>): Result<T> =>
  answer.ok ? ok(answer.value.test) : answer
