import type { Operation } from '../../domain/journal/operation.ts'
import type { RequestDevice } from '../devices/authenticate.ts'
import type { Head } from './head.ts'
import type { Incoming } from './read-batch.ts'

/** Why something was parked; the back office groups by it. */
export type ParkReason = 'unreadable' | 'fork' | 'foreign' | 'conflict' | 'projection'

export type Placement =
  | { readonly kind: 'accept'; readonly operation: Operation }
  | { readonly kind: 'exists' }
  | {
      readonly kind: 'park'
      readonly seq: number
      readonly reason: ParkReason
      readonly message: string
      /** True when it takes the slot after the head: the operations behind it can then be accepted. */
      readonly takesSlot: boolean
    }
  | { readonly kind: 'gap' }

/** What the server already holds at the places a batch is about. */
export type Held = {
  /** Accepted operations: seq → hash. */
  readonly accepted: ReadonlyMap<number, string>
  /** Parked texts by digest: the seq each was parked at, and why. */
  readonly parked: ReadonlyMap<string, readonly { readonly seq: number; readonly message: string }[]>
}

/**
 * Where one incoming text belongs. The rules, in order:
 * 1. Beyond head + 1 it is a gap: nothing is taken, the till sends from head + 1.
 * 2. At or before the head, the same operation is `exists` (or parked once more, as the same exception); another one is a fork, parked beside the first.
 * 3. At head + 1 it is accepted when it can be read, belongs to the device's own store and register, and links to the head.
 *    Otherwise it is parked **and takes the slot**: the head moves over it, to the hash it claims, so that no record stops those behind it.
 *    After a slot whose hash cannot be read the next operation is believed about what came before it.
 */
export function place(incoming: Incoming, head: Head, held: Held, device: RequestDevice): Placement {
  const again = incoming.seq === null ? held.parked.get(incoming.digest)?.[0] : undefined
  const seq = incoming.seq ?? again?.seq ?? head.seq + 1
  if (seq > head.seq + 1) return { kind: 'gap' }
  if (seq <= head.seq) return placeBefore(incoming, seq, held)

  const park = (reason: ParkReason, message: string): Placement => ({
    kind: 'park',
    seq,
    reason,
    message,
    takesSlot: true,
  })
  if (!incoming.operation.ok) return park('unreadable', incoming.operation.error.message)
  const operation = incoming.operation.value
  if (operation.storeId !== device.storeId || operation.registerId !== device.registerId) {
    return park('foreign', 'The operation belongs to another store or register than the device that sent it.')
  }
  if (head.hash !== '' && operation.prevHash !== head.hash) {
    return park('fork', 'The operation does not continue the journal that the server holds.')
  }
  return { kind: 'accept', operation }
}

function placeBefore(incoming: Incoming, seq: number, held: Held): Placement {
  const known = held.parked.get(incoming.digest)?.find((parked) => parked.seq === seq)
  if (known !== undefined) {
    return { kind: 'park', seq, reason: 'fork', message: known.message, takesSlot: false }
  }
  if (!incoming.operation.ok) {
    return {
      kind: 'park',
      seq,
      reason: 'unreadable',
      message: incoming.operation.error.message,
      takesSlot: false,
    }
  }
  if (held.accepted.get(seq) === incoming.operation.value.hash) return { kind: 'exists' }
  return {
    kind: 'park',
    seq,
    reason: 'fork',
    message: 'Another operation already stands at this place of the journal.',
    takesSlot: false,
  }
}
