import type { Topic, TopicEvent } from '../domain/protocol/bridge.ts'

/** Tells screens what changed. A listener must not throw. */
export type Topics = {
  publish<T extends Topic>(topic: T, event: TopicEvent<T>): void
  onTopic<T extends Topic>(topic: T, listener: (event: TopicEvent<T>) => void): () => void
}

type Listeners = { readonly [T in Topic]: Set<(event: TopicEvent<T>) => void> }

export function createTopics(): Topics {
  const listeners: Listeners = { till: new Set(), counter: new Set(), terminal: new Set() }
  return {
    publish<T extends Topic>(topic: T, event: TopicEvent<T>) {
      const those: Listeners[T] = listeners[topic]
      for (const listener of those) listener(event)
    },
    onTopic<T extends Topic>(topic: T, listener: (event: TopicEvent<T>) => void) {
      const those: Listeners[T] = listeners[topic]
      those.add(listener)
      return () => those.delete(listener)
    },
  }
}
