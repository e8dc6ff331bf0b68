import {
  bridge,
  type Channel,
  type Handlers,
  type Topic,
  type TopicEvent,
} from '../../../../domain/protocol/bridge.ts'
import type { TillState } from '../../../../domain/protocol/views.ts'
import { fail, ok } from '../../../../domain/result.ts'
import { storageFailure } from '../../../../till/store/storage-errors.ts'
import type { Till } from '../../../../till/till.ts'
import { createTopics } from '../../../../till/topics.ts'

export const tillState: TillState = {
  paired: true,
  mode: 'practice',
  store: null,
  register: null,
  staff: null,
  connection: 'online',
  queue: { pending: 0, oldestAtMs: null, needsPerson: 0 },
  reader: null,
  works: { cash: true, card: false, cardReason: 'no-reader' },
  catalogue: { productCount: 0, ready: false },
  practicePanelUrl: 'http://127.0.0.1:4312/panel',
  parkedCount: 0,
  serverUrl: null,
  version: '0.1.0',
}

export type StandInTill = Till & {
  readonly asked: readonly { readonly channel: string; readonly input: unknown }[]
  publish<T extends Topic>(topic: T, event: TopicEvent<T>): void
}

/** A till that answers every channel with "not signed in" but `till.state`, and remembers what it was asked. */
export function standInTill(change: Partial<Handlers> = {}): StandInTill {
  const asked: { channel: string; input: unknown }[] = []
  const topics = createTopics()
  const refuse = (channel: Channel) => async (input: unknown) => {
    asked.push({ channel, input })
    return fail('not_signed_in', 'Nobody is signed in.')
  }
  const channels = Object.keys(bridge) as Channel[]
  const handlers = Object.fromEntries(channels.map((channel) => [channel, refuse(channel)])) as Handlers
  return {
    asked,
    handlers: { ...handlers, 'till.state': async () => ok(tillState), ...change },
    onTopic: topics.onTopic,
    publish: topics.publish,
    failureOf: (error) => storageFailure(error, '/data'),
    start: () => undefined,
    close: async () => undefined,
  }
}
