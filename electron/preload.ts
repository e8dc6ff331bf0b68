import { contextBridge, ipcRenderer } from 'electron'
import type {
  Bridge,
  Channel,
  Input,
  Output,
  ServerFrame,
  Topic,
  TopicEvent,
} from '../domain/protocol/bridge.ts'
import type { Result } from '../domain/result.ts'

/**
 * The page's side of the bridge: two functions, `call` and `on`. What they carry is checked by the till process, not here: a sandboxed preload stays as
 * small as it can be. The port to the till is asked for once and again whenever the till process was restarted.
 */
type Waiting = (result: Result<never>) => void

const portWanted = 'till-port-wanted'
const portGiven = 'till-port'

let port: MessagePort | null = null
let nextId = 1
const waiting = new Map<number, Waiting>()
const unsent: { id: number; channel: string; input: unknown }[] = []
const listeners = new Map<string, Set<(event: never) => void>>()

const lost: Result<never> = {
  ok: false,
  error: {
    code: 'internal',
    message: 'The till is starting again; what was asked may have happened. Look before you repeat it.',
  },
}

function receive(frame: ServerFrame): void {
  if ('topic' in frame) {
    for (const listener of listeners.get(frame.topic) ?? []) listener(frame.event as never)
    return
  }
  waiting.get(frame.id)?.(frame.result as Result<never>)
  waiting.delete(frame.id)
}

ipcRenderer.on(portGiven, (event) => {
  const given = event.ports[0]
  if (given === undefined) return
  // What was under way on the old port has no answer any more: said as such, never repeated by itself.
  for (const [id, answer] of waiting) {
    if (unsent.some((frame) => frame.id === id)) continue
    answer(lost)
    waiting.delete(id)
  }
  port?.close()
  port = given
  given.onmessage = (message: MessageEvent<ServerFrame>) => receive(message.data)
  for (const frame of unsent.splice(0)) given.postMessage(frame)
})
ipcRenderer.send(portWanted)

const bridge = {
  call<C extends Channel>(channel: C, input: Input<C>): Promise<Result<Output<C>>> {
    const id = nextId
    nextId += 1
    return new Promise((resolve) => {
      waiting.set(id, resolve)
      const frame = { id, channel, input }
      if (port === null) unsent.push(frame)
      else port.postMessage(frame)
    })
  },
  on<T extends Topic>(topic: T, listener: (event: TopicEvent<T>) => void): () => void {
    const those = listeners.get(topic) ?? new Set()
    those.add(listener)
    listeners.set(topic, those)
    return () => void those.delete(listener)
  },
} satisfies Bridge

contextBridge.exposeInMainWorld('cashwrap', bridge)
