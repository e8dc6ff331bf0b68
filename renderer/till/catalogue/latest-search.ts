import type { Bridge } from '../../../domain/protocol/bridge.ts'
import type { Tile } from '../../../domain/protocol/views.ts'

export type LatestSearch = {
  /** Asks for a query; an empty one forgets the last. */
  ask(query: string): void
  /** The best match of the query asked last, waiting for its answer if need be. */
  best(): Promise<Tile | null>
  close(): void
}

const resultsMax = 60
const queryLengthMax = 200

/** Each query asks at once; only the answer to the newest one is handed on, in whatever order answers come. `null`: nothing is searched for. */
export function createLatestSearch(
  bridge: Bridge,
  onAnswer: (answer: { readonly query: string; readonly results: readonly Tile[] } | null) => void,
): LatestSearch {
  let newest: Promise<readonly Tile[] | null> | null = null

  const ask = (text: string): void => {
    const query = text.trim().slice(0, queryLengthMax)
    if (query === '') {
      newest = null
      onAnswer(null)
      return
    }
    const asked = bridge
      .call('catalogue.search', { query, limit: resultsMax })
      .then((result) => (result.ok ? result.value : null))
    newest = asked
    void asked.then((results) => {
      if (newest === asked && results !== null) onAnswer({ query, results })
    })
  }

  return {
    ask,
    best: async () => (await newest)?.[0] ?? null,
    close: () => {
      newest = null
    },
  }
}
