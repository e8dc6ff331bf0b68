import { useCallback, useEffect, useRef, useState } from 'react'
import type { ZodType } from 'zod'
import type { CashwrapError } from '../../../domain/result.ts'
import { useApi } from './api-context.ts'

export type Query<T> = {
  readonly value: T | null
  readonly error: CashwrapError | null
  readonly isAsking: boolean
  readonly reload: () => void
}

/** What an address answers, asked for whenever it changes and, with `everyMs`, again and again. A value of another address is never shown. */
export function useQuery<T>(path: string, schema: ZodType<T>, everyMs?: number): Query<T> {
  const api = useApi()
  const latest = useRef(schema)
  latest.current = schema
  const [round, setRound] = useState(0)
  const [state, setState] = useState<{
    readonly path: string
    readonly value: T | null
    readonly error: CashwrapError | null
    readonly isAsking: boolean
  }>({ path, value: null, error: null, isAsking: true })

  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks again
  useEffect(() => {
    let current = true
    setState((before) =>
      before.path === path
        ? { ...before, isAsking: true }
        : { path, value: null, error: null, isAsking: true },
    )
    void api.get(path, latest.current).then((result) => {
      if (!current) return
      setState((before) =>
        result.ok
          ? { path, value: result.value, error: null, isAsking: false }
          : { ...before, error: result.error, isAsking: false },
      )
    })
    return () => {
      current = false
    }
  }, [api, path, round])

  const reload = useCallback(() => setRound((before) => before + 1), [])
  useEffect(() => {
    if (everyMs === undefined) return
    const timer = setInterval(reload, everyMs)
    return () => clearInterval(timer)
  }, [everyMs, reload])
  return state.path === path
    ? { value: state.value, error: state.error, isAsking: state.isAsking, reload }
    : { value: null, error: null, isAsking: true, reload }
}
