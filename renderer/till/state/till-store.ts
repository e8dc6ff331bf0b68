import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CounterView, TillState } from '../../../domain/protocol/views.ts'
import type { BridgeClient, LinkStatus } from '../../bridge/bridge-client.ts'
import type { TerminalStanding } from '../terminal-sdk/terminal-driver.ts'
import { shareCounter } from './share-counter.ts'

export type TillStoreState = {
  readonly link: LinkStatus
  readonly till: TillState | null
  readonly counter: CounterView | null
  /** How this window stands to the reader; null: the reader is not commanded by a window. */
  readonly terminal: TerminalStanding | null
}

export type TillStore = StoreApi<TillStoreState> & {
  readonly applyTill: (till: TillState) => void
  readonly applyCounter: (counter: CounterView) => void
  readonly close: () => void
}

/**
 * What the screens draw, fed by the bridge's topics and by the views that calls answer with. An older revision of the counter is ignored;
 * after each new connection both views are read afresh, because a restarted till counts its revisions anew. A page that was opened before the
 * till was paired reads its counter then.
 */
export function createTillStore(bridge: BridgeClient): TillStore {
  const store = createStore<TillStoreState>(() => ({
    link: bridge.status(),
    till: null,
    counter: null,
    terminal: null,
  }))

  /** A till that was just paired has a counter from now on: there was none to read when the page was opened. */
  const readFirstCounter = async (): Promise<void> => {
    const counter = await bridge.call('counter.get', {})
    if (counter.ok) applyCounter(counter.value)
  }
  const applyTill = (till: TillState): void => {
    const hadNone = store.getState().counter === null
    store.setState({ till })
    if (hadNone && till.paired) void readFirstCounter()
  }
  const applyCounter = (counter: CounterView): void => {
    const before = store.getState().counter
    if (before !== null && counter.revision <= before.revision) return
    store.setState({ counter: shareCounter(before, counter) })
  }

  const readAfresh = async (): Promise<void> => {
    const [till, counter] = await Promise.all([bridge.call('till.state', {}), bridge.call('counter.get', {})])
    store.setState({
      ...(till.ok ? { till: till.value } : {}),
      ...(counter.ok ? { counter: shareCounter(store.getState().counter, counter.value) } : {}),
    })
  }

  const offs = [
    bridge.on('till', applyTill),
    bridge.on('counter', applyCounter),
    bridge.onStatus((link) => {
      store.setState({ link })
      if (link === 'ready') void readAfresh()
    }),
  ]
  if (bridge.status() === 'ready') void readAfresh()

  return Object.assign(store, {
    applyTill,
    applyCounter,
    close: () => {
      for (const off of offs) off()
    },
  })
}
