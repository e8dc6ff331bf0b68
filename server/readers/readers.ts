import type { z } from 'zod'
import { registerIdSchema } from '../../domain/ids/ids.ts'
import type { ProcessorReader, ReaderAction } from '../../domain/payment/processor.ts'
import type { Reader, readerDisplaySchema } from '../../domain/protocol/server-api.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { CallsAbout } from '../events/call-events.ts'
import { loggedCalls } from '../events/logged-calls.ts'
import { findPaymentOnReader } from '../payments/payment-row.ts'
import type { Db } from '../store/store.ts'
import { neverSentBefore, processorFailed, type ReaderDeps } from './reader-deps.ts'
import { findOpenTest } from './reader-test-rows.ts'

export type ReaderDisplay = z.infer<typeof readerDisplaySchema>

/** The readers of the account, with what this store knows of each. Errors: `processor_unavailable`, `processor_refused`. */
export async function listReaders(deps: ReaderDeps, storeId: string): Promise<Result<readonly Reader[]>> {
  const ask = loggedCalls(deps, { storeId })
  const [readers, locations, known] = await Promise.all([
    ask.listReaders(),
    ask.listLocations(),
    knownOfReaders(deps.store.db, storeId),
  ])
  if (readers.kind !== 'done') return processorFailed(readers.cause)
  // Where a reader stands is worth a line on a screen, not a failure.
  const names = new Map(
    locations.kind === 'done' ? locations.value.map(({ id, displayName }) => [id, displayName]) : [],
  )
  return ok(readers.value.map((reader) => toReaderView(reader, known, names)))
}

export type KnownOfReaders = {
  readonly usedBy: ReadonlyMap<string, Reader['usedBy']>
  readonly lastPaymentAtMs: ReadonlyMap<string, number>
  readonly busy: ReadonlySet<string>
}

/** What this store's records say of its readers, by reader id. */
export async function knownOfReaders(db: Db, storeId: string): Promise<KnownOfReaders> {
  const [choices, payments, holders, tests] = await Promise.all([
    db
      .selectFrom('register_readers')
      .innerJoin('registers', (join) =>
        join
          .onRef('registers.store_id', '=', 'register_readers.store_id')
          .onRef('registers.register_id', '=', 'register_readers.register_id'),
      )
      .select(['register_readers.reader_id', 'registers.register_id', 'registers.name'])
      .where('register_readers.store_id', '=', storeId)
      .orderBy('registers.name')
      .execute(),
    db
      .selectFrom('payments')
      .select((eb) => ['reader_id', eb.fn.max('updated_at_ms').as('at_ms')])
      .where('store_id', '=', storeId)
      .where('reader_id', 'is not', null)
      .groupBy('reader_id')
      .execute(),
    db
      .selectFrom('payments')
      .select('reader_id')
      .where('store_id', '=', storeId)
      .where('on_reader', '=', 1)
      .execute(),
    db
      .selectFrom('reader_tests')
      .select('reader_id')
      .where('store_id', '=', storeId)
      .where('state', '<>', 'ended')
      .execute(),
  ])
  const usedBy = new Map<string, Reader['usedBy']>()
  for (const { reader_id, register_id, name } of choices)
    usedBy.set(reader_id, [
      ...(usedBy.get(reader_id) ?? []),
      { registerId: registerIdSchema.parse(register_id), name },
    ])
  return {
    usedBy,
    lastPaymentAtMs: new Map(payments.map(({ reader_id, at_ms }) => [reader_id ?? '', Number(at_ms)])),
    busy: new Set([...holders, ...tests].map(({ reader_id }) => reader_id ?? '')),
  }
}

export function toReaderView(
  reader: ProcessorReader,
  known: KnownOfReaders,
  locationNames: ReadonlyMap<string, string>,
): Reader {
  const { id, label, deviceType, online, locationId } = reader
  return {
    id,
    label,
    deviceType,
    online,
    busy: known.busy.has(id) || isUnderWay(reader.action),
    lastSeenAtMs: reader.lastSeenAtMs,
    serial: reader.serial,
    softwareVersion: reader.softwareVersion,
    location:
      locationId === null ? null : { id: locationId, name: locationNames.get(locationId) ?? locationId },
    usedBy: known.usedBy.get(id) ?? [],
    lastPaymentAtMs: known.lastPaymentAtMs.get(id) ?? null,
  }
}

/** Whether a reader is asking for a card, for whomever: a payment, a collection or a refund in its one slot. */
export const isUnderWay = (action: ReaderAction | null): boolean =>
  action !== null && action.status === 'in-progress' && action.kind !== 'display'

const busy = (readerId: string) =>
  fail('reader_busy', 'A payment is on this card reader; the cart is not shown now.', { readerId })

/**
 * Shows the cart on a reader. A display would silently push a payment off the reader, so while one is there it is refused: `reader_busy`. Our own
 * records tell of this store's registers, the reader itself of everybody else's. All go through the reader's own queue, so a display that is late
 * never overtakes a payment.
 */
export async function showOnReader(
  deps: ReaderDeps,
  storeId: string,
  readerId: string,
  display: ReaderDisplay,
  requestId: string,
): Promise<Result<void>> {
  const { db } = deps.store
  return deps.queue.run(`reader:${readerId}`, async () => {
    const holder = await findPaymentOnReader(db, storeId, readerId)
    if (holder !== undefined || (await findOpenTest(db, storeId, readerId)) !== undefined)
      return busy(readerId)
    const ask = loggedCalls(deps, { storeId }, neverSentBefore)
    const now = await ask.readerAction({ readerId })
    if (now.kind !== 'done') return processorFailed(now.cause)
    if (isUnderWay(now.value.action)) return busy(readerId)
    const answer = await ask.display({ key: `display:${requestId}`, readerId, ...display })
    return answer.kind === 'done' ? ok(undefined) : processorFailed(answer.cause)
  })
}

/** A short-lived secret with which a reader SDK connects. Never logged, never stored. */
export async function connectionToken(
  deps: ReaderDeps,
  device: CallsAbout,
  requestId: string,
): Promise<Result<{ readonly secret: string }>> {
  const answer = await loggedCalls(deps, device, neverSentBefore).connectionToken({
    key: `token:${requestId}`,
  })
  return answer.kind === 'done' ? ok({ secret: answer.value.secret }) : processorFailed(answer.cause)
}
