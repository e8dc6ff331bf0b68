import { useEffect, useReducer, useState } from 'react'
import { useBridge, useTillStore } from '../state/till-context.tsx'
import { createProductPages, type ProductPages } from './product-pages.ts'

/** The pages of a category; begun anew when the catalogue changes or the till comes back. */
export function useProductPages(categoryId: string | null): ProductPages | null {
  const bridge = useBridge()
  const link = useTillStore((state) => state.link)
  const productCount = useTillStore((state) => state.till?.catalogue.productCount ?? 0)
  const [pages, setPages] = useState<ProductPages | null>(null)
  const [, redraw] = useReducer((count: number) => count + 1, 0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed count of products means that the pages are old
  useEffect(() => {
    if (link !== 'ready') return
    const made = createProductPages(bridge, categoryId, redraw)
    setPages(made)
    return () => made.close()
  }, [bridge, categoryId, link, productCount])

  return pages
}
