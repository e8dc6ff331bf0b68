import type { Channel, Input, Output, Topic, TopicEvent } from '../../domain/protocol/bridge.ts'
import { fail, type Result } from '../../domain/result.ts'
import type { BridgeClient, LinkStatus } from './bridge-client.ts'
import { createPayloadReader, type RawResult, readEnvelope } from './server-frame.ts'
import { createTopicListeners } from './topic-listeners.ts'

/** The part of a WebSocket that is used here. `onClose` comes once, also for a connection that never opened. */
export type Line = { send(text: string): void; close(): void }
export type LineEvents = {
  readonly onOpen: () => void
  readonly onText: (data: unknown) => void
  readonly onClose: () => void
}

/** `requestToken`: one token for one connection; `refused` when the till does not know this page, `unreachable` when nobody answers. */
export type WebSocketBridgeDeps = {
  readonly requestToken: () => Promise<
    { readonly token: string } | { readonly problem: 'refused' | 'unreachable' }
  >
  readonly openLine: (token: string, events: LineEvents) => Line
  readonly schedule: (run: () => void, delayMs: number) => () => void
  readonly random: () => number
  readonly callTimeoutMs?: number
}

const firstRetryMs = 200
const lastRetryMs = 4_000
/** Longer than the longest thing a till does before it answers (a pairing over a slow line). */
const defaultCallTimeoutMs = 30_000

type Pending = { readonly settle: (result: RawResult | 'lost') => void }

const unreachable = (sent: boolean): Result<never> =>
  fail(
    'till_unreachable',
    'The till does not answer. It is being looked for; nothing was charged by this screen.',
    {
      sent,
    },
  )

/**
 * The bridge over a loopback WebSocket. It connects by itself, comes back by itself with a growing pause, and fails every call that was
 * under way when the line broke: what they did is read back from the till's own views, never assumed.
 */
export function createWebSocketBridge(deps: WebSocketBridgeDeps): BridgeClient {
  const topicListeners = createTopicListeners()
  const statusListeners = new Set<(status: LinkStatus) => void>()
  const pending = new Map<number, Pending>()
  const callTimeoutMs = deps.callTimeoutMs ?? defaultCallTimeoutMs
  let status: LinkStatus = 'connecting'
  /** Set from `onOpen` to `onClose`. */
  let line: Line | null = null
  let reader = createPayloadReader()
  let nextId = 1
  let failures = 0
  let closed = false
  let cancelRetry: () => void = () => undefined

  const setStatus = (next: LinkStatus): void => {
    if (status === next) return
    status = next
    for (const listener of statusListeners) listener(next)
  }

  const retryLater = (): void => {
    if (closed) return
    const ceiling = Math.min(lastRetryMs, firstRetryMs * 2 ** failures)
    failures += 1
    cancelRetry = deps.schedule(() => void connect(), ceiling * (0.5 + deps.random() / 2))
  }

  const dropped = (): void => {
    line = null
    for (const { settle } of [...pending.values()]) settle('lost')
    if (closed) return
    if (status === 'ready') setStatus('lost')
    retryLater()
  }

  const received = (data: unknown): void => {
    const envelope = readEnvelope(data)
    if (envelope === null) return
    if (envelope.kind === 'answer') {
      pending.get(envelope.id)?.settle(envelope.result)
      return
    }
    const event = reader.event(envelope.topic, envelope.event)
    if (event !== null) topicListeners.emit(envelope.topic, event)
  }

  async function connect(): Promise<void> {
    const answer = await deps.requestToken()
    if (closed) return
    if ('problem' in answer) {
      if (answer.problem === 'refused') setStatus('refused')
      else retryLater()
      return
    }
    const opening = deps.openLine(answer.token, {
      onOpen: () => {
        line = opening
        reader = createPayloadReader()
        failures = 0
        setStatus('ready')
      },
      onText: received,
      onClose: dropped,
    })
  }

  function call<C extends Channel>(channel: C, input: Input<C>): Promise<Result<Output<C>>> {
    const open = line
    if (open === null) return Promise.resolve(unreachable(false))
    const id = nextId
    nextId += 1
    return new Promise((resolve) => {
      const cancelTimeout = deps.schedule(() => settle('lost'), callTimeoutMs)
      const settle = (result: RawResult | 'lost'): void => {
        pending.delete(id)
        cancelTimeout()
        resolve(result === 'lost' ? unreachable(true) : reader.answer(channel, result))
      }
      pending.set(id, { settle })
      open.send(JSON.stringify({ id, channel, input }))
    })
  }

  void connect()

  return {
    call,
    on: <T extends Topic>(topic: T, listener: (event: TopicEvent<T>) => void) =>
      topicListeners.on(topic, listener),
    status: () => status,
    onStatus: (listener) => {
      statusListeners.add(listener)
      return () => {
        statusListeners.delete(listener)
      }
    },
    close: () => {
      closed = true
      cancelRetry()
      line?.close()
    },
  }
}
