import type { Context } from '../world.ts'
import type { Reader } from './reader.ts'

/** The plug was pulled while the bank was thinking, or will be in the moment of its answer. */
export const losesItsPlug = ({ box }: Reader): boolean => box.vanishOnAnswer || !box.pluggedIn

/** The plug is pulled right after the bank's answer: the money has moved, and the reader never says so. */
export const vanish = (context: Context, reader: Reader): Reader => {
  const gone: Reader = {
    ...reader,
    last_seen_at: context.clock.nowMs(),
    box: { ...reader.box, vanishOnAnswer: false, pluggedIn: false },
  }
  context.store.put('terminal.reader', gone)
  return gone
}
