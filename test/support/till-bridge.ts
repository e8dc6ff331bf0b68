import WebSocket from 'ws'
import {
  type Bridge,
  type Channel,
  type Input,
  type Output,
  serverFrameSchema,
  type Topic,
  type TopicEvent,
} from '../../domain/protocol/bridge.ts'
import type { Result } from '../../domain/result.ts'

/** A screen without pixels: opens the till's address as a browser would (key → cookie → one-time token → WebSocket) and speaks the bridge. */
export type TillBridge = Bridge & {
  /** Resolves when the till went away. */
  readonly closed: Promise<void>
  close(): void
  /** Calls and throws when the answer is a failure. */
  must<C extends Channel>(channel: C, input: Input<C>): Promise<Output<C>>
  /** The first event of a topic, from now on, for which the condition holds. */
  until<T extends Topic>(
    topic: T,
    holds: (event: TopicEvent<T>) => boolean,
    withinMs?: number,
  ): Promise<TopicEvent<T>>
}

export async function openTillBridge(tillUrl: string): Promise<TillBridge> {
  const { origin } = new URL(tillUrl)
  const entry = await fetch(tillUrl, { redirect: 'manual' })
  const cookie = entry.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const answer = await fetch(`${origin}/bridge-token`, { method: 'POST', headers: { cookie, origin } })
  const body: unknown = await answer.json()
  if (typeof body !== 'object' || body === null || !('token' in body))
    throw new Error(`no token: HTTP ${answer.status}`)
  const address = `${origin.replace('http', 'ws')}/bridge?token=${String(body.token)}`
  const socket = new WebSocket(address, { headers: { cookie, origin } })
  const waiting = new Map<number, (result: Result<never>) => void>()
  const listeners = new Map<Topic, Set<(event: never) => void>>()
  let nextId = 1

  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => {
      for (const settle of waiting.values()) {
        settle({ ok: false, error: { code: 'internal', message: 'the till went away' } })
      }
      waiting.clear()
      resolve()
    })
  })
  socket.on('message', (data: Buffer) => {
    const frame = serverFrameSchema.parse(JSON.parse(data.toString()))
    if ('topic' in frame) {
      for (const listener of listeners.get(frame.topic) ?? []) listener(frame.event as never)
      return
    }
    waiting.get(frame.id)?.(frame.result as Result<never>)
    waiting.delete(frame.id)
  })
  socket.on('error', () => undefined)
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('error', reject)
  })

  const call = <C extends Channel>(channel: C, input: Input<C>): Promise<Result<Output<C>>> =>
    new Promise((resolve) => {
      if (socket.readyState !== WebSocket.OPEN) {
        resolve({ ok: false, error: { code: 'internal', message: 'the till went away' } })
        return
      }
      const id = nextId
      nextId += 1
      waiting.set(id, resolve)
      socket.send(JSON.stringify({ id, channel, input }))
    })
  const on = <T extends Topic>(topic: T, listener: (event: TopicEvent<T>) => void): (() => void) => {
    const those = listeners.get(topic) ?? new Set()
    those.add(listener)
    listeners.set(topic, those)
    return () => void those.delete(listener)
  }
  return {
    call,
    on,
    closed,
    close: () => socket.terminate(),
    must: async (channel, input) => {
      const result = await call(channel, input)
      if (!result.ok) throw new Error(`${channel}: ${result.error.code}: ${result.error.message}`)
      return result.value
    },
    until: (topic, holds, withinMs = 20_000) =>
      new Promise((resolve, reject) => {
        const tooLate = setTimeout(() => {
          off()
          reject(new Error(`nothing on ${topic} met the condition within ${withinMs} ms`))
        }, withinMs)
        const off = on(topic, (event) => {
          if (!holds(event)) return
          clearTimeout(tooLate)
          off()
          resolve(event)
        })
      }),
  }
}
