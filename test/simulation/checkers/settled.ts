import type { TillState } from '../../../domain/protocol/views.ts'
import type { TillDisk } from '../disks.ts'

/** I15, once everything is up again: nothing waits, nothing needs a person, nothing is unknown. */
export function settled(state: TillState, { outbox, shop }: TillDisk): readonly string[] {
  const open = [...shop.attempts.values()].filter(({ state: ended }) => ended === 'open')
  return [
    ...outbox.map(({ seq, state: waiting }) => `till: operation ${seq} still waits (${waiting})`),
    ...open.map(({ key }) => `till: the card attempt ${key} has not ended`),
    ...(state.queue.pending + state.queue.needsPerson > 0
      ? [`till: its screen says that ${state.queue.pending} operations wait`]
      : []),
  ]
}
