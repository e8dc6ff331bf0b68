import PackageOpen from 'lucide-react/icons/package-open'
import SearchX from 'lucide-react/icons/search-x'
import { memo, type Ref, useCallback, useEffect, useMemo, useState } from 'react'
import { useIntl } from 'react-intl'
import type { Category } from '../../../domain/catalogue/product.ts'
import type { Tile } from '../../../domain/protocol/views.ts'
import { ChipTabs } from '../../components/chip-tabs.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { useBridge, useCall, useCounter, useTillStore } from '../state/till-context.tsx'
import { catalogueMessages } from './messages.ts'
import { SearchField } from './search-field.tsx'
import { TileGrid } from './tile-grid.tsx'
import { useProductPages } from './use-product-pages.ts'
import type { Search } from './use-search.ts'

const allId = ''
/** Search results come from every category, so none is chosen. */
const noneId = '?'
const nothing = (): void => undefined

/** The products of the shop, to be tapped: search above, categories below it, tiles under both. */
export function CatalogueRegion({
  search,
  searchRef,
}: {
  readonly search: Search
  readonly searchRef: Ref<HTMLInputElement>
}) {
  const intl = useIntl()
  const call = useCall()
  const categories = useCategories()
  const [categoryId, setCategoryId] = useState(allId)
  const pages = useProductPages(categoryId === allId ? null : categoryId)
  const quantityOf = useQuantities()
  const { results } = search

  const hues = useMemo(() => new Map(categories.map(({ id, hue }) => [id, hue])), [categories])
  const hueOf = useCallback((id: string) => hues.get(id), [hues])
  const add = useCallback(
    (tile: Tile) => {
      void call('cart.add', { productId: tile.id, quantity: 1 })
    },
    [call],
  )
  const chips = useMemo(
    () => [{ id: allId, label: intl.formatMessage(catalogueMessages.all) }, ...categories.map(chipOf)],
    [categories, intl],
  )
  const { setQuery } = search
  const choose = useCallback(
    (id: string) => {
      setQuery('')
      setCategoryId(id)
    },
    [setQuery],
  )
  const pageAt = useCallback((index: number) => pages?.at(index), [pages])
  const resultAt = useCallback((index: number) => results?.[index], [results])
  const total = pages?.total() ?? null
  const shared = { hueOf, quantityOf, onAdd: add, label: intl.formatMessage(catalogueMessages.products) }

  return (
    <section
      aria-label={intl.formatMessage(catalogueMessages.region)}
      className="flex h-full min-h-0 flex-col border-e border-line bg-bg"
    >
      <div className="flex flex-col gap-3 p-4 pb-3">
        <SearchField search={search} inputRef={searchRef} onAdd={add} />
        <CategoryChips
          label={intl.formatMessage(catalogueMessages.categories)}
          chips={chips}
          wraps
          selected={results === null ? categoryId : noneId}
          onSelect={choose}
        />
      </div>
      <p role="status" className="sr-only">
        {results !== null && intl.formatMessage(catalogueMessages.results, { count: results.length })}
      </p>
      {results !== null ? (
        results.length === 0 ? (
          <NothingFound query={search.query} />
        ) : (
          <TileGrid
            {...shared}
            total={results.length}
            tileAt={resultAt}
            ensure={nothing}
            listKey={search.query}
          />
        )
      ) : total === 0 ? (
        <NoProducts isCategory={categoryId !== allId} />
      ) : (
        <TileGrid
          {...shared}
          total={total ?? skeletonTiles}
          tileAt={pageAt}
          ensure={pages?.ensure ?? nothing}
          listKey={categoryId}
        />
      )}
    </section>
  )
}

const CategoryChips = memo(ChipTabs)
const skeletonTiles = 20
const chipOf = ({ id, name, hue }: Category) => ({ id, label: name, hue })

function NothingFound({ query }: { readonly query: string }) {
  const intl = useIntl()
  return (
    <EmptyState
      icon={<SearchX size={40} strokeWidth={1.5} />}
      title={intl.formatMessage(catalogueMessages.nothingFound, { query })}
      className="wrap-anywhere"
    >
      {intl.formatMessage(catalogueMessages.nothingFoundHelp)}
    </EmptyState>
  )
}

function NoProducts({ isCategory }: { readonly isCategory: boolean }) {
  const intl = useIntl()
  const icon = <PackageOpen size={40} strokeWidth={1.5} />
  if (isCategory) {
    return <EmptyState icon={icon} title={intl.formatMessage(catalogueMessages.emptyCategory)} />
  }
  return (
    <EmptyState icon={icon} title={intl.formatMessage(catalogueMessages.empty)}>
      {intl.formatMessage(catalogueMessages.emptyHelp)}
    </EmptyState>
  )
}

function useCategories(): readonly Category[] {
  const bridge = useBridge()
  const link = useTillStore((state) => state.link)
  const productCount = useTillStore((state) => state.till?.catalogue.productCount ?? 0)
  const [categories, setCategories] = useState<readonly Category[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed count of products may come with changed categories
  useEffect(() => {
    if (link !== 'ready') return
    let current = true
    void bridge.call('catalogue.categories', {}).then((result) => {
      if (current && result.ok) setCategories(result.value)
    })
    return () => {
      current = false
    }
  }, [bridge, link, productCount])
  return categories
}

/** How many of each product the cart holds, over all its lines. */
function useQuantities(): (productId: string) => number {
  const { lines } = useCounter().cart
  return useMemo(() => {
    const quantities = new Map<string, number>()
    for (const { productId, quantity } of lines) {
      if (productId !== null) quantities.set(productId, (quantities.get(productId) ?? 0) + quantity)
    }
    return (productId) => quantities.get(productId) ?? 0
  }, [lines])
}
