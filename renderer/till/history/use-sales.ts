import { useCallback, useEffect, useRef, useState } from 'react'
import type { Output } from '../../../domain/protocol/bridge.ts'
import type { SaleSummary } from '../../../domain/protocol/views.ts'
import { useCall } from '../state/till-context.tsx'
import { type Answer, useAnswer } from './use-answer.ts'

const pageSize = 100

export type Sales = Answer<Output<'sale.history'>> & {
  readonly rows: readonly SaleSummary[]
  /** Asks for more until that many rows are there. */
  readonly need: (count: number) => void
}

/** The sales that fit a query, page by page from the newest. */
export function useSales(query: string): Sales {
  const call = useCall()
  const first = useAnswer('sale.history', { query, offset: 0, limit: pageSize })
  const [more, setMore] = useState<readonly SaleSummary[]>([])
  const isAsking = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new first page begins the list anew
  useEffect(() => setMore([]), [first.value])

  const loaded = (first.value?.sales.length ?? 0) + more.length
  const total = first.value?.total ?? 0
  const need = useCallback(
    (count: number) => {
      if (isAsking.current || count <= loaded || loaded >= total) return
      isAsking.current = true
      void call('sale.history', { query, offset: loaded, limit: pageSize }).then((result) => {
        isAsking.current = false
        if (result.ok) setMore((before) => [...before, ...result.value.sales])
      })
    },
    [call, query, loaded, total],
  )
  return { ...first, rows: [...(first.value?.sales ?? []), ...more], need }
}
