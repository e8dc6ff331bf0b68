import { sql } from 'kysely'
import { InvariantError } from '../../domain/assert.ts'
import type { Operation } from '../../domain/journal/operation.ts'
import type { PushResponse } from '../../domain/protocol/sync.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { redact } from '../../domain/security/card-number.ts'
import { redactValue } from '../../domain/security/redact-value.ts'
import type { ServerDeps } from '../deps.ts'
import type { RequestDevice } from '../devices/authenticate.ts'
import { recordEvent } from '../events/events.ts'
import { raiseException } from '../exceptions/raise-exception.ts'
import { redactJson } from '../http/redact-json.ts'
import { storableText } from '../store/storable-text.ts'
import type { Trx } from '../store/store.ts'
import { isRowError } from '../store/store-failure.ts'
import { type Head, lockHead, moveHead } from './head.ts'
import { heldFor } from './held.ts'
import { type Held, type ParkReason, place } from './place.ts'
import { applyProjection } from './projections.ts'
import { type Incoming, readBatch } from './read-batch.ts'
import { saleIdOf } from './sale-id-of.ts'

type PushResult = PushResponse['results'][number]

/**
 * Takes a batch of one register's operations (D6). One transaction for the whole batch, not one per operation: nothing an operation can hold makes the batch
 * fail (what cannot be taken is parked, inside a savepoint of its own), so there is nothing to isolate but a failing disk, and
 * then the till sends the batch again; and 200 operations cost one fsync instead of 200. A gap keeps what came before it and answers
 * `sync_gap` with `expectedSeq`. Everything up to `acknowledgedSeq` is durable when this resolves.
 */
export async function ingest(
  deps: ServerDeps,
  device: RequestDevice,
  texts: readonly string[],
): Promise<Result<PushResponse>> {
  const batch = readBatch(texts)
  const nowMs = deps.clock.nowMs()
  const { results, head, gap } = await deps.store.transaction(async (trx) => {
    const start = await lockHead(trx, device.storeId, device.registerId, nowMs)
    const held = await heldFor(trx, device, batch)
    const taken = await new BatchIngest(deps, trx, device, nowMs, start, held).take(batch)
    if (taken.head !== start) await moveHead(trx, device.storeId, device.registerId, taken.head)
    for (const { exceptionId, seq, reason, message } of taken.parked) {
      await raiseException(trx, {
        storeId: device.storeId,
        exceptionId,
        kind: 'sync.parked',
        subject: exceptionId,
        summary: message,
        details: {},
        atMs: nowMs,
      })
      await recordEvent(trx, {
        storeId: device.storeId,
        at: nowMs,
        kind: 'operation.parked',
        deviceId: device.deviceId,
        actor: `device:${device.deviceId}`,
        outcome: reason,
        body: { registerId: device.registerId, seq, reason, message },
      })
    }
    return taken
  })
  if (gap) {
    return fail('sync_gap', 'Operations are missing before this one; send from the expected one on.', {
      expectedSeq: head.seq + 1,
    })
  }
  return ok({ acknowledgedSeq: head.seq, results, serverTimeMs: nowMs })
}

type Parked = {
  readonly exceptionId: string
  readonly seq: number
  readonly reason: ParkReason
  readonly message: string
}
type Taken = {
  readonly results: PushResult[]
  readonly head: Head
  readonly gap: boolean
  /** What was parked for the first time. */
  readonly parked: readonly Parked[]
}

/** One batch on its way in: the head as it moves, and what the batch itself has added to what the server holds. */
class BatchIngest {
  readonly #deps: ServerDeps
  readonly #trx: Trx
  readonly #device: RequestDevice
  readonly #nowMs: number
  readonly #accepted: Map<number, string>
  readonly #parked: Map<string, { readonly seq: number; readonly message: string }[]>
  readonly #newlyParked: Parked[] = []
  #head: Head

  constructor(deps: ServerDeps, trx: Trx, device: RequestDevice, nowMs: number, head: Head, held: Held) {
    this.#deps = deps
    this.#trx = trx
    this.#device = device
    this.#nowMs = nowMs
    this.#head = head
    this.#accepted = new Map(held.accepted)
    this.#parked = new Map([...held.parked].map(([digest, parked]) => [digest, [...parked]]))
  }

  async take(batch: readonly Incoming[]): Promise<Taken> {
    const results: PushResult[] = []
    for (const incoming of batch) {
      const placement = place(
        incoming,
        this.#head,
        { accepted: this.#accepted, parked: this.#parked },
        this.#device,
      )
      switch (placement.kind) {
        case 'gap':
          return { results, head: this.#head, gap: true, parked: this.#newlyParked }
        case 'exists':
          results.push({ seq: seqOf(incoming), result: 'exists', reason: null })
          break
        case 'accept':
          results.push(await this.#accept(incoming, placement.operation))
          break
        case 'park': {
          const { seq, reason, message, takesSlot } = placement
          if (takesSlot) this.#head = { seq, hash: incoming.claimedHash }
          results.push(await this.#park(incoming, seq, reason, message, takesSlot))
          break
        }
      }
    }
    return { results, head: this.#head, gap: false, parked: this.#newlyParked }
  }

  /** The operation, then its projection; each in a savepoint, so that a row that breaks a rule is parked and the batch goes on. */
  async #accept(incoming: Incoming, operation: Operation): Promise<PushResult> {
    const { seq, hash } = operation
    this.#head = { seq, hash }
    const clean = withoutCardNumbers(operation)
    if (
      !(await this.#attempt(() =>
        this.#insertOperation(clean === operation ? incoming.text : redactJson(incoming.text), operation),
      ))
    ) {
      const message = 'An operation with this id was already taken at another place.'
      return this.#park(incoming, seq, 'conflict', message, true)
    }
    this.#accepted.set(seq, hash)
    if (await this.#attempt(() => applyProjection(this.#trx, clean))) {
      return { seq, result: 'accepted', reason: null }
    }
    const message = 'The operation is kept, but the records could not be brought up to date with it.'
    return this.#park(incoming, seq, 'projection', message, false)
  }

  /** False when a rule of a table or an invariant refused it; its traces are gone then. A failing database throws on. */
  async #attempt(run: () => Promise<void>): Promise<boolean> {
    await sql`savepoint operation`.execute(this.#trx)
    try {
      await run()
    } catch (error) {
      if (!isRowError(error) && !(error instanceof InvariantError)) throw error
      this.#deps.logger.warn({ err: error }, 'an operation was parked')
      await sql`rollback to savepoint operation`.execute(this.#trx)
      await sql`release savepoint operation`.execute(this.#trx)
      return false
    }
    await sql`release savepoint operation`.execute(this.#trx)
    return true
  }

  /** A till lets no card number into a sale. One that does all the same is believed in everything else: its text is kept with that blotted out. */
  async #insertOperation(text: string, operation: Operation): Promise<void> {
    await this.#trx
      .insertInto('operations')
      .values({
        store_id: operation.storeId,
        register_id: operation.registerId,
        seq: operation.seq,
        operation_id: operation.id,
        kind: operation.kind,
        at_ms: operation.atMs,
        shift_id: operation.shiftId,
        staff_id: operation.staffId,
        sale_id: saleIdOf(operation),
        hash: operation.hash,
        prev_hash: operation.prevHash,
        text,
        device_id: this.#device.deviceId,
        received_at_ms: this.#nowMs,
      })
      .execute()
  }

  async #park(
    { text, digest }: Incoming,
    seq: number,
    reason: ParkReason,
    message: string,
    takesSlot: boolean,
  ): Promise<PushResult> {
    const reasonText = redact(storableText(message)).slice(0, 500)
    const inserted = await this.#trx
      .insertInto('sync_exceptions')
      .values({
        store_id: this.#device.storeId,
        exception_id: this.#deps.newId(),
        register_id: this.#device.registerId,
        device_id: this.#device.deviceId,
        seq,
        took_slot: takesSlot ? 1 : 0,
        reason,
        message: reasonText,
        digest,
        // What was sent, but never with a card number in it: `digest` tells whether a text is the one that came.
        text: redactJson(storableText(text)),
        received_at_ms: this.#nowMs,
      })
      .onConflict((conflict) => conflict.columns(['store_id', 'register_id', 'seq', 'digest']).doNothing())
      .returning('exception_id')
      .execute()
    for (const { exception_id } of inserted)
      this.#newlyParked.push({ exceptionId: exception_id, seq, reason, message: reasonText })
    this.#parked.set(digest, [...(this.#parked.get(digest) ?? []), { seq, message: reasonText }])
    return { seq, result: 'parked', reason: reasonText }
  }
}

/** The very same operation where there is nothing to hide. Only texts change, and ids, amounts and times are none of them. */
const withoutCardNumbers = (operation: Operation): Operation => redactValue(operation) as Operation

const seqOf = ({ operation, seq }: Incoming): number => (operation.ok ? operation.value.seq : (seq ?? 1))
