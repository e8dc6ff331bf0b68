import {
  bridge,
  type Channel,
  type Output,
  type Topic,
  type TopicEvent,
  topics,
} from '../../domain/protocol/bridge.ts'
import { fail, ok, type Result } from '../../domain/result.ts'

/**
 * Reading what the till says. The envelope is checked by hand, because it decides only where the rest goes; the payload is parsed with the
 * schema of its channel or topic, so that a screen never draws an amount that is not a whole number. A counter of 100 lines costs well
 * under a millisecond (test/bench has the figure); an older revision is dropped before it is parsed.
 */
export type Envelope =
  | { readonly kind: 'answer'; readonly id: number; readonly result: RawResult }
  | { readonly kind: 'event'; readonly topic: Topic; readonly event: unknown }
export type RawResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: unknown }

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The envelope of one text frame, or null when it is not one of ours. */
export function readEnvelope(text: unknown): Envelope | null {
  const frame = parseJson(text)
  if (!isRecord(frame)) return null
  if (frame.topic === 'till' || frame.topic === 'counter') {
    return { kind: 'event', topic: frame.topic, event: frame.event }
  }
  const { id, result } = frame
  if (typeof id !== 'number' || !isRecord(result)) return null
  if (result.ok === true) return { kind: 'answer', id, result: { ok: true, value: result.value } }
  if (result.ok === false) return { kind: 'answer', id, result: { ok: false, error: result.error } }
  return null
}

function parseJson(text: unknown): unknown {
  if (typeof text !== 'string') return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const unreadable = (what: string) =>
  fail('internal', `The till answered ${what} in a form this screen does not know. Reload the screen.`)

/** A channel's answer as its schema promises it; anything else is an `internal` failure, never a guess. */
export function readAnswer<C extends Channel>(channel: C, result: RawResult): Result<Output<C>> {
  if (!result.ok) return readFailure(channel, result.error)
  const parsed = bridge[channel].output.safeParse(result.value)
  return parsed.success ? ok(parsed.data as Output<C>) : unreadable(channel)
}

function readFailure(channel: Channel, error: unknown): Result<never> {
  if (!isRecord(error) || typeof error.code !== 'string' || typeof error.message !== 'string') {
    return unreadable(channel)
  }
  return { ok: false, error: error as Extract<Result<never>, { ok: false }>['error'] }
}

export function readEvent<T extends Topic>(topic: T, event: unknown): TopicEvent<T> | null {
  const parsed = topics[topic].safeParse(event)
  return parsed.success ? (parsed.data as TopicEvent<T>) : null
}
