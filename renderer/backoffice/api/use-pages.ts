import { useCallback, useEffect, useState } from 'react'
import type { ZodType } from 'zod'
import { useApi } from './api-context.ts'
import { type Query, useQuery } from './use-query.ts'

type Page = { readonly nextCursor: string | null }

/** A list by cursor: the first page as a query, further ones on demand. `path` ends so that `after=…` can follow. */
export function usePages<P extends Page>(
  path: string,
  schema: ZodType<P>,
): { readonly first: Query<P>; readonly pages: readonly P[]; readonly more: (() => void) | null } {
  const api = useApi()
  const first = useQuery(path, schema)
  const [rest, setRest] = useState<readonly P[]>([])
  const [isAsking, setAsking] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new first page begins the list anew
  useEffect(() => setRest([]), [first.value])

  const pages = first.value === null ? [] : [first.value, ...rest]
  const cursor = pages.at(-1)?.nextCursor ?? null
  const more = useCallback(() => {
    if (cursor === null || isAsking) return
    setAsking(true)
    void api.get(`${path}&after=${encodeURIComponent(cursor)}`, schema).then((result) => {
      setAsking(false)
      if (result.ok) setRest((before) => [...before, result.value])
      else first.reload()
    })
  }, [api, path, schema, cursor, isAsking, first.reload])
  return { first, pages, more: cursor === null ? null : more }
}
