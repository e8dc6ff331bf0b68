import type { Handlers, Topic, TopicEvent } from '../domain/protocol/bridge.ts'

/** One counter as a process of its own, without a window: what a shell bridges to a screen. */
export type Till = {
  readonly handlers: Handlers
  onTopic<T extends Topic>(topic: T, listener: (event: TopicEvent<T>) => void): () => void
  /** Begins background work: sync, pairing by code, recovery of payments. Call once. */
  start(): void
  /** Ends background work and closes the database. */
  close(): Promise<void>
}
