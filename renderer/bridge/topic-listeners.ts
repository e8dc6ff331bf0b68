import type { Topic, TopicEvent } from '../../domain/protocol/bridge.ts'

type Listeners = { [T in Topic]: Set<(event: TopicEvent<T>) => void> }

/** Who wants to hear what. `on` returns its own off. */
export function createTopicListeners() {
  const listeners: Listeners = { till: new Set(), counter: new Set(), terminal: new Set() }
  return {
    on<T extends Topic>(topic: T, listener: (event: TopicEvent<T>) => void): () => void {
      listeners[topic].add(listener)
      return () => {
        listeners[topic].delete(listener)
      }
    },
    emit<T extends Topic>(topic: T, event: TopicEvent<T>): void {
      for (const listener of listeners[topic]) listener(event)
    },
  }
}
