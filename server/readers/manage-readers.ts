import type { z } from 'zod'
import type { ProcessorCause } from '../../domain/payment/processor.ts'
import type {
  registerReaderSchema,
  renameReaderSchema,
  useReaderSchema,
} from '../../domain/protocol/readers.ts'
import type { Reader } from '../../domain/protocol/server-api.ts'
import { type Failure, fail, ok, type Result } from '../../domain/result.ts'
import type { RequestDevice } from '../devices/authenticate.ts'
import { recordEvent } from '../events/events.ts'
import { loggedCalls } from '../events/logged-calls.ts'
import { findPaymentOnReader } from '../payments/payment-row.ts'
import { isGone, neverSentBefore, processorFailed, type ReaderDeps } from './reader-deps.ts'
import { findOpenTest } from './reader-test-rows.ts'
import { isUnderWay, knownOfReaders, toReaderView } from './readers.ts'
import { requireManager } from './require-manager.ts'

/** Who asks, and for which request. */
export type Asking = { readonly device: RequestDevice; readonly requestId: string }

/** What a person did with a reader, for the event log. */
export async function recordReaderEvent(
  deps: ReaderDeps,
  { device, requestId }: Asking,
  kind: string,
  body: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { storeId, deviceId } = device
  const at = deps.clock.nowMs()
  const { staffId } = body
  const actor = typeof staffId === 'string' ? (`staff:${staffId}` as const) : (`device:${deviceId}` as const)
  await deps.store.transaction((trx) =>
    recordEvent(trx, { storeId, at, kind, deviceId, requestId, actor, body }),
  )
}

/**
 * Registers a reader by the code it shows. Errors: permission_denied, reader_code_invalid, reader_code_used, reader_location_invalid, those of the
 * processor. When an answer is lost the reader may be registered all the same: it then stands in the list.
 */
export async function registerReader(
  deps: ReaderDeps,
  asking: Asking,
  wish: z.infer<typeof registerReaderSchema>,
): Promise<Result<Reader>> {
  const { storeId } = asking.device
  const manager = await requireManager(deps.store.db, storeId, wish.staffId)
  if (!manager.ok) return manager
  const ask = loggedCalls(deps, asking.device, neverSentBefore)
  const locations = await ask.listLocations()
  if (locations.kind !== 'done') return processorFailed(locations.cause)
  const place = locations.value.find(({ id }) => id === wish.locationId)
  if (place === undefined) return noSuchPlace()
  const { registrationCode, label, locationId } = wish
  const answer = await ask.registerReader({
    key: `register:${asking.requestId}`,
    registrationCode: registrationCode.toLowerCase(),
    label,
    locationId,
  })
  if (answer.kind !== 'done') return registrationFailed(answer.cause)
  const reader = answer.value
  const by = { staffId: wish.staffId, readerId: reader.id, label, locationId, serial: reader.serial }
  await recordReaderEvent(deps, asking, 'reader.registered', by)
  const known = await knownOfReaders(deps.store.db, storeId)
  return ok(toReaderView(reader, known, new Map([[place.id, place.displayName]])))
}

const noSuchPlace = (): Failure =>
  fail('reader_location_invalid', 'There is no such place (any more): choose another one.')

function registrationFailed(cause: ProcessorCause): Failure {
  const details = { processorCode: cause.code }
  if (cause.code === 'terminal_reader_invalid_location_for_activation')
    return fail(
      'reader_location_invalid',
      'This reader cannot be used in the country of that place.',
      details,
    )
  if (isGone(cause))
    return fail(
      'reader_code_invalid',
      'No reader shows this code. Have the reader show a new one, and type it within a few minutes.',
      details,
    )
  // The processor gives a used code no code of its own, only a sentence.
  if (cause.errorCode === 'processor_refused' && /already/i.test(cause.message))
    return fail('reader_code_used', 'This code was used already. Have the reader show a new one.', details)
  return processorFailed(cause)
}

/** Gives a reader another name. Errors: permission_denied, those of the processor. */
export async function renameReader(
  deps: ReaderDeps,
  asking: Asking,
  readerId: string,
  { label, staffId }: z.infer<typeof renameReaderSchema>,
): Promise<Result<Reader>> {
  const { storeId } = asking.device
  const manager = await requireManager(deps.store.db, storeId, staffId)
  if (!manager.ok) return manager
  const ask = loggedCalls(deps, asking.device, neverSentBefore)
  const answer = await ask.renameReader({ key: `rename:${asking.requestId}`, readerId, label })
  if (answer.kind !== 'done') return processorFailed(answer.cause)
  await recordReaderEvent(deps, asking, 'reader.renamed', { staffId, readerId, label })
  const [known, locations] = await Promise.all([knownOfReaders(deps.store.db, storeId), ask.listLocations()])
  const names = locations.kind === 'done' ? locations.value : []
  return ok(toReaderView(answer.value, known, new Map(names.map(({ id, displayName }) => [id, displayName]))))
}

/**
 * Takes a reader out of the account: it then takes no payments for anybody. Never while a payment or a test is on it (`reader_busy`).
 * Errors: permission_denied, those of the processor.
 */
export async function removeReader(
  deps: ReaderDeps,
  asking: Asking,
  readerId: string,
  staffId: string,
): Promise<Result<void>> {
  const { storeId } = asking.device
  const { db } = deps.store
  const manager = await requireManager(db, storeId, staffId)
  if (!manager.ok) return manager
  return deps.queue.run(`reader:${readerId}`, async () => {
    const ask = loggedCalls(deps, asking.device, neverSentBefore)
    const taken =
      (await findPaymentOnReader(db, storeId, readerId)) ?? (await findOpenTest(db, storeId, readerId))
    const now = await ask.readerAction({ readerId })
    // Gone already, perhaps by an answer that was lost: removing it is then done at once.
    if (now.kind !== 'done' && !isGone(now.cause)) return processorFailed(now.cause)
    if (taken !== undefined || (now.kind === 'done' && isUnderWay(now.value.action)))
      return fail('reader_busy', 'A payment is on this card reader: it can be removed when that has ended.', {
        readerId,
      })
    const answer = await ask.removeReader({ key: `remove:${asking.requestId}`, readerId })
    if (answer.kind !== 'done') return processorFailed(answer.cause)
    await db
      .deleteFrom('register_readers')
      .where('store_id', '=', storeId)
      .where('reader_id', '=', readerId)
      .execute()
    await recordReaderEvent(deps, asking, 'reader.removed', { staffId, readerId })
    return ok(undefined)
  })
}

/** A register takes cards on this reader from now on. For everybody's list only: which reader is asked, each till says with each payment. */
export async function useReader(
  deps: ReaderDeps,
  asking: Asking,
  readerId: string,
  how: z.infer<typeof useReaderSchema>,
): Promise<void> {
  const { storeId, registerId } = asking.device
  const choice = { reader_id: readerId, ...how, chosen_at_ms: deps.clock.nowMs() }
  await deps.store.db
    .insertInto('register_readers')
    .values({ store_id: storeId, register_id: registerId, ...choice })
    .onConflict((conflict) => conflict.columns(['store_id', 'register_id']).doUpdateSet(choice))
    .execute()
  await recordReaderEvent(deps, asking, 'reader.chosen', { readerId, registerId, ...how })
}
