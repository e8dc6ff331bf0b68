import type { Bridge } from '../../../domain/protocol/bridge.ts'
import type { Tile } from '../../../domain/protocol/views.ts'

export const pageSize = 100
/** Pages kept in memory; beyond it those farthest from view are dropped. 30 × 100 tiles of ≤ 8 kB stay far below any limit. */
const pagesMax = 30

export type ProductPages = {
  /** null until the first page has come. */
  readonly total: () => number | null
  readonly at: (index: number) => Tile | undefined
  /** Makes sure that the tiles from `first` to `last` are loaded or on their way. */
  readonly ensure: (first: number, last: number) => void
  readonly close: () => void
}

/**
 * A window on one category's tiles, in their fixed order, loaded page by page as they come into view: a catalogue of 100,000 products costs
 * what is on the screen. A page that fails to load is asked for again when it is next seen.
 */
export function createProductPages(
  bridge: Bridge,
  categoryId: string | null,
  onChange: () => void,
): ProductPages {
  const pages = new Map<number, readonly Tile[]>()
  const loading = new Set<number>()
  let total: number | null = null
  let closed = false

  const load = async (page: number): Promise<void> => {
    loading.add(page)
    const result = await bridge.call('catalogue.products', {
      categoryId,
      offset: page * pageSize,
      limit: pageSize,
    })
    loading.delete(page)
    if (closed || !result.ok) return
    pages.set(page, result.value.products)
    total = result.value.total
    dropFarPages(page)
    onChange()
  }

  const dropFarPages = (near: number): void => {
    if (pages.size <= pagesMax) return
    const farthest = [...pages.keys()].sort((a, b) => Math.abs(b - near) - Math.abs(a - near))
    for (const page of farthest.slice(0, pages.size - pagesMax)) pages.delete(page)
  }

  const ensure = (first: number, last: number): void => {
    for (let page = Math.floor(first / pageSize); page <= Math.floor(last / pageSize); page += 1) {
      if (!pages.has(page) && !loading.has(page)) void load(page)
    }
  }

  ensure(0, 0)
  return {
    total: () => total,
    at: (index) => pages.get(Math.floor(index / pageSize))?.[index % pageSize],
    ensure,
    close: () => {
      closed = true
    },
  }
}
