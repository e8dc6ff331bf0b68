import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import type { Topic, TopicEvent } from '../../../../../domain/protocol/bridge.ts'
import type { CounterView } from '../../../../../domain/protocol/views.ts'
import { fail } from '../../../../../domain/result.ts'
import type { BridgeClient, LinkStatus } from '../../../../../renderer/bridge/bridge-client.ts'
import { createTillStore } from '../../../../../renderer/till/state/till-store.ts'
import { demoStandInShop } from '../../../../fixtures/bridge/demo-stand-in-shop.ts'
import { createTillStandIn } from '../../../../fixtures/bridge/till-stand-in.ts'

const settled = () => new Promise((done) => setTimeout(done))

/** A bridge to a stand-in till, whose line the test opens and breaks. */
function world() {
  const listeners = {
    till: new Set<(event: never) => void>(),
    counter: new Set<(event: never) => void>(),
    terminal: new Set<(event: never) => void>(),
  }
  const emit = <T extends Topic>(topic: T, event: TopicEvent<T>): void => {
    for (const listener of listeners[topic]) listener(structuredClone(event) as never)
  }
  const newTill = () => createTillStandIn(demoStandInShop(), { newId: uuidv7, emit })
  let till = newTill()
  let status: LinkStatus = 'connecting'
  let onStatus: (status: LinkStatus) => void = () => undefined
  const bridge = {
    call: async (channel: keyof typeof till.handlers, input: never) =>
      structuredClone(await till.handlers[channel](input)),
    on: (topic: Topic, listener: (event: never) => void) => {
      listeners[topic].add(listener)
      return () => listeners[topic].delete(listener)
    },
    status: () => status,
    onStatus: (listener: (status: LinkStatus) => void) => {
      onStatus = listener
      return () => undefined
    },
    close: () => undefined,
  } as BridgeClient
  return {
    bridge,
    listeners,
    till: () => till,
    setStatus: (next: LinkStatus) => {
      status = next
      onStatus(next)
    },
    restart: () => {
      till = newTill()
    },
  }
}

const productId = demoStandInShop().products[0]?.id ?? ''

test('views arrive when the line opens and follow the topics', async () => {
  const { bridge, till, setStatus } = world()
  const store = createTillStore(bridge)
  expect(store.getState()).toMatchObject({ link: 'connecting', till: null, counter: null })
  setStatus('ready')
  await settled()
  expect(store.getState().till?.store?.name).toBe('Linden & Kade')
  await till().handlers['cart.add']({ productId, quantity: 2 })
  expect(store.getState().counter?.cart.lines[0]?.quantity).toBe(2)
})

test('an older revision of the counter is ignored', async () => {
  const { bridge, till, setStatus } = world()
  const store = createTillStore(bridge)
  setStatus('ready')
  await settled()
  const old: CounterView = structuredClone(till().counter.view())
  await till().handlers['cart.add']({ productId, quantity: 1 })
  store.applyCounter(old)
  expect(store.getState().counter?.cart.lines).toHaveLength(1)
})

test('a till that was restarted counts its revisions anew and is believed', async () => {
  const { bridge, till, setStatus, restart } = world()
  const store = createTillStore(bridge)
  setStatus('ready')
  await settled()
  await till().handlers['cart.add']({ productId, quantity: 1 })
  await till().handlers['cart.add']({ productId, quantity: 1 })
  expect(store.getState().counter?.revision).toBe(2)
  setStatus('lost')
  restart()
  setStatus('ready')
  await settled()
  expect(store.getState().counter).toMatchObject({ revision: 0, cart: { lines: [] } })
  await till().handlers['cart.add']({ productId, quantity: 1 })
  expect(store.getState().counter?.cart.lines).toHaveLength(1)
})

test('a page that was opened before the till was paired has its counter once it is', async () => {
  const { bridge, setStatus } = world()
  let isPaired = false
  const unpaired = {
    ...bridge,
    call: async (channel: 'till.state' | 'counter.get', input: Record<string, never>) =>
      isPaired || channel === 'till.state'
        ? bridge.call(channel, input)
        : fail('not_paired', 'This till is not paired with a server yet.'),
  } as BridgeClient
  const store = createTillStore(unpaired)
  setStatus('ready')
  await settled()
  expect(store.getState().counter).toBeNull()
  const state = store.getState().till
  if (state === null) throw new Error('the state of the till was read')
  store.applyTill({ ...state, paired: false })
  await settled()
  expect(store.getState().counter).toBeNull()
  isPaired = true
  store.applyTill({ ...state, paired: true })
  await settled()
  expect(store.getState().counter?.cart.lines).toEqual([])
})

test('closing stops listening', () => {
  const { bridge, listeners } = world()
  const store = createTillStore(bridge)
  expect(listeners.counter.size).toBe(1)
  store.close()
  expect(listeners.counter.size + listeners.till.size).toBe(0)
})
