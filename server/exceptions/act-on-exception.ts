import { actionsOf, type ExceptionAction } from '../../domain/exceptions/exception-kinds.ts'
import type { ExceptionAct } from '../../domain/protocol/exceptions.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { ServerDeps } from '../deps.ts'
import { recordEvent } from '../events/events.ts'
import { detailsOf, findException, type StoredException } from './find-exceptions.ts'
import { resolveException } from './resolve-exception.ts'

/**
 * Does what a person decided and answers what came of it, in a word (`refunded`). A handler must bear being run twice: a crash after it leaves
 * the exception open, and the person acts again.
 */
export type ExceptionHandler = (exception: StoredException, act: ExceptionAct) => Promise<Result<string>>

/** By kind, then by action. `resolve` needs none: it only closes. */
export type ExceptionActions = Readonly<
  Record<string, Readonly<Partial<Record<ExceptionAction, ExceptionHandler>>>>
>

/**
 * Carries out what a person decided about an open exception. Who, what and why is an event before anything moves, and closing it is another one.
 * Errors: `not_found`, `exception_closed`, `invalid_input` (not something that can be done about it), the handler's own.
 */
export async function actOnException(
  deps: Pick<ServerDeps, 'store' | 'clock'>,
  actions: ExceptionActions,
  storeId: string,
  exceptionId: string,
  act: ExceptionAct,
): Promise<Result<StoredException>> {
  const { store, clock } = deps
  const exception = await findException(store.db, storeId, exceptionId)
  if (exception === undefined) return fail('not_found', 'There is no such exception.')
  if (exception.state !== 'open')
    return fail('exception_closed', 'Somebody has dealt with this exception already.')
  const handler = actions[exception.kind]?.[act.action]
  const isKnown = act.action === 'resolve' || handler !== undefined
  if (!isKnown || !actionsOf(exception.kind, detailsOf(exception)).includes(act.action))
    return fail('invalid_input', 'This is not something that can be done about this exception.')

  const about = {
    storeId,
    saleId: exception.sale_id,
    paymentKey: exception.payment_key,
  }
  await store.transaction((trx) =>
    recordEvent(trx, {
      ...about,
      at: clock.nowMs(),
      kind: 'exception.acted',
      actor: 'admin',
      outcome: act.action,
      body: { exceptionId, kind: exception.kind, subject: exception.subject, ...act },
    }),
  )
  const done = handler === undefined ? ok('resolved') : await handler(exception, act)
  if (!done.ok) return done
  await store.transaction((trx) =>
    resolveException(trx, {
      storeId,
      kind: exception.kind,
      subject: exception.subject,
      resolution: done.value,
      note: act.note,
      by: act.by,
      atMs: clock.nowMs(),
    }),
  )
  return ok((await findException(store.db, storeId, exceptionId)) ?? exception)
}
