import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Tile } from '../../../domain/protocol/views.ts'
import { useBridge } from '../state/till-context.tsx'
import { createLatestSearch } from './latest-search.ts'

export type Search = {
  readonly query: string
  /** The results of the newest query that was answered; null while nothing is searched for. */
  readonly results: readonly Tile[] | null
  readonly setQuery: (query: string) => void
  /** The best match of what stands in the field right now. */
  readonly best: () => Promise<Tile | null>
}

/** Results as one types. */
export function useSearch(): Search {
  const bridge = useBridge()
  const [query, setQueryText] = useState('')
  const [results, setResults] = useState<readonly Tile[] | null>(null)
  const search = useMemo(
    () => createLatestSearch(bridge, (answer) => setResults(answer?.results ?? null)),
    [bridge],
  )
  useEffect(() => () => search.close(), [search])

  const setQuery = useCallback(
    (text: string) => {
      setQueryText(text)
      search.ask(text)
    },
    [search],
  )
  return useMemo(() => ({ query, results, setQuery, best: search.best }), [query, results, setQuery, search])
}
