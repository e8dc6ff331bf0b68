import {
  bridge,
  type Channel,
  type Output,
  type Topic,
  type TopicEvent,
  topics,
} from '../../domain/protocol/bridge.ts'
import { type CounterView, counterViewSchema } from '../../domain/protocol/views.ts'
import { fail, ok, type Result } from '../../domain/result.ts'

/**
 * Reading what the till says. The envelope is checked by hand, because it decides only where the rest goes; the payload is parsed with the
 * schema of its channel or topic, so that a screen never draws an amount that is not a whole number. A counter of 125 lines (54 kB) costs
 * about a quarter of a millisecond.
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
  if (frame.topic === 'till' || frame.topic === 'counter' || frame.topic === 'terminal') {
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

export type PayloadReader = {
  /** A channel's answer as its schema promises it; anything else is an `internal` failure, never a guess. */
  answer<C extends Channel>(channel: C, result: RawResult): Result<Output<C>>
  /** null: not what the topic promises. */
  event<T extends Topic>(topic: T, event: unknown): TopicEvent<T> | null
}

/** One for each connection. A change of the cart arrives twice, as event and as answer; the second of the same revision is not parsed again. */
export function createPayloadReader(): PayloadReader {
  let counter: CounterView | null = null

  const readCounter = (value: unknown): CounterView | null => {
    if (counter !== null && isRecord(value) && value.revision === counter.revision) return counter
    const parsed = counterViewSchema.safeParse(value)
    if (!parsed.success) return null
    counter = parsed.data
    return counter
  }

  return {
    answer<C extends Channel>(channel: C, result: RawResult): Result<Output<C>> {
      if (!result.ok) return readFailure(channel, result.error)
      const { output } = bridge[channel]
      if (output === counterViewSchema) {
        const view = readCounter(result.value)
        return view === null ? unreadable(channel) : ok(view as Output<C>)
      }
      const parsed = output.safeParse(result.value)
      return parsed.success ? ok(parsed.data as Output<C>) : unreadable(channel)
    },
    event<T extends Topic>(topic: T, event: unknown): TopicEvent<T> | null {
      if (topic === 'counter') return readCounter(event) as TopicEvent<T> | null
      const parsed = topics[topic].safeParse(event)
      return parsed.success ? (parsed.data as TopicEvent<T>) : null
    },
  }
}

function readFailure(channel: Channel, error: unknown): Result<never> {
  if (!isRecord(error) || typeof error.code !== 'string' || typeof error.message !== 'string') {
    return unreadable(channel)
  }
  return { ok: false, error: error as Extract<Result<never>, { ok: false }>['error'] }
}
