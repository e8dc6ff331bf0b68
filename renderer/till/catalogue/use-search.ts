import { useCallback, useEffect, useRef, useState } from 'react'
import type { Tile } from '../../../domain/protocol/views.ts'
import { useBridge } from '../state/till-context.tsx'

const resultsMax = 60

export type Search = {
  readonly query: string
  /** The results of the newest query that was answered; null while nothing is searched for. */
  readonly results: readonly Tile[] | null
  /** True while `results` belong to an older query than the one in the field. */
  readonly isBehind: boolean
  readonly setQuery: (query: string) => void
  /** The best match of what stands in the field right now, waiting for its answer if need be. */
  readonly best: () => Promise<Tile | null>
}

/** Results as one types. Each keystroke asks; only the answer to the newest question is shown, in whatever order answers come. */
export function useSearch(): Search {
  const bridge = useBridge()
  const [query, setQueryText] = useState('')
  const [answer, setAnswer] = useState<{ query: string; results: readonly Tile[] } | null>(null)
  const newest = useRef<{ query: string; results: Promise<readonly Tile[] | null> } | null>(null)

  const setQuery = useCallback(
    (text: string) => {
      setQueryText(text)
      const wanted = text.trim()
      if (wanted === '') {
        newest.current = null
        setAnswer(null)
        return
      }
      const results = bridge
        .call('catalogue.search', { query: wanted.slice(0, 200), limit: resultsMax })
        .then((result) => (result.ok ? result.value : null))
      const asked = { query: wanted, results }
      newest.current = asked
      void results.then((found) => {
        if (newest.current === asked && found !== null) setAnswer({ query: wanted, results: found })
      })
    },
    [bridge],
  )

  useEffect(() => {
    return () => {
      newest.current = null
    }
  }, [])

  const best = useCallback(async () => (await newest.current?.results)?.[0] ?? null, [])

  return {
    query,
    results: answer?.results ?? null,
    isBehind: answer !== null && answer.query !== query.trim(),
    setQuery,
    best,
  }
}
