import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Tile } from '../../../domain/protocol/views.ts'
import { Skeleton } from '../../components/skeleton.tsx'
import { movedIndex } from './grid-move.ts'
import { ProductTile } from './product-tile.tsx'

const gap = 8
/** Tiles shrink before text does: 112 px is the least a finger and a two-line name need. */
const tileWidthMin = { narrow: 112, wide: 136 }
const narrowBelow = 620
const tileHeight = 132

export type TileGridProps = {
  readonly label: string
  readonly total: number
  readonly tileAt: (index: number) => Tile | undefined
  readonly ensure: (first: number, last: number) => void
  readonly hueOf: (categoryId: string) => number | undefined
  readonly quantityOf: (productId: string) => number
  readonly onAdd: (tile: Tile) => void
  /** The grid starts at its top when this changes. */
  readonly listKey: string
}

/** Tiles in rows, drawn only where they are seen. One tab stop; arrows, Home, End, Page Up and Page Down move inside. */
export function TileGrid(props: TileGridProps) {
  const { label, total, tileAt, ensure, hueOf, quantityOf, onAdd, listKey } = props
  const scroller = useRef<HTMLDivElement>(null)
  const columns = useColumns(scroller)
  const rowCount = Math.ceil(total / columns)
  const [current, setCurrent] = useState(0)
  const wantsFocus = useRef<number | null>(null)

  const virtualizer = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => tileHeight + gap,
    overscan: 3,
  })
  const rows = virtualizer.getVirtualItems()
  const firstRow = rows[0]?.index ?? 0
  const lastRow = rows.at(-1)?.index ?? 0

  useEffect(() => {
    if (total > 0) ensure(firstRow * columns, Math.min(total - 1, (lastRow + 1) * columns - 1))
  }, [ensure, firstRow, lastRow, columns, total])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its top
  useLayoutEffect(() => {
    scroller.current?.scrollTo({ top: 0 })
    setCurrent(0)
  }, [listKey])

  useEffect(() => {
    const index = wantsFocus.current
    if (index === null) return
    const tile = scroller.current?.querySelector<HTMLElement>(`[data-tile="${index}"]`)
    if (tile === null || tile === undefined) return
    wantsFocus.current = null
    tile.focus({ preventScroll: true })
  })

  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const isRightToLeft = getComputedStyle(event.currentTarget).direction === 'rtl'
    const visibleRows = Math.max(1, Math.floor(event.currentTarget.clientHeight / (tileHeight + gap)))
    const to = movedIndex(event.key, { index: current, total, columns, visibleRows, isRightToLeft })
    if (to === null) return
    event.preventDefault()
    setCurrent(to)
    wantsFocus.current = to
    virtualizer.scrollToIndex(Math.floor(to / columns))
  }

  const tabStop = Math.min(current, Math.max(0, total - 1))
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be drawn in windows of rows that stand where they are
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={rowCount}
      aria-colcount={columns}
      tabIndex={-1}
      onKeyDown={move}
      onFocus={(event) => {
        const index = Number(event.target.dataset.tile ?? Number.NaN)
        if (!Number.isNaN(index)) setCurrent(index)
      }}
      className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 pb-4 outline-none [scrollbar-width:thin]"
    >
      <div role="presentation" className="relative w-full" style={{ height: virtualizer.getTotalSize() }}>
        {rows.map((row) => (
          // biome-ignore lint/a11y/useSemanticElements: a row of the grid above
          // biome-ignore lint/a11y/useFocusableInteractive: focus is on the tiles inside, one tab stop for the grid
          <div
            key={row.key}
            role="row"
            aria-rowindex={row.index + 1}
            className="absolute inset-x-0 grid gap-2"
            style={{
              height: tileHeight,
              transform: `translateY(${row.start}px)`,
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
            }}
          >
            {indexesOf(row.index, columns, total).map((index) => {
              const tile = tileAt(index)
              return (
                // biome-ignore lint/a11y/useSemanticElements: a cell of the grid above
                // biome-ignore lint/a11y/useFocusableInteractive: focus is on the tile inside
                <div key={index} role="gridcell" aria-colindex={(index % columns) + 1}>
                  {tile === undefined ? (
                    <Skeleton className="size-full" />
                  ) : (
                    <ProductTile
                      tile={tile}
                      index={index}
                      hue={hueOf(tile.categoryId)}
                      quantityInCart={quantityOf(tile.id)}
                      isTabStop={index === tabStop}
                      onAdd={onAdd}
                    />
                  )}
                </div>
              )
            })}
          </div>
        ))}
      </div>
    </div>
  )
}

const indexesOf = (row: number, columns: number, total: number): readonly number[] =>
  Array.from({ length: Math.min(columns, total - row * columns) }, (_, column) => row * columns + column)

/** As many columns as fit: more on a wide screen, not wider ones. */
function useColumns(scroller: { readonly current: HTMLElement | null }): number {
  const [columns, setColumns] = useState(5)
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const measure = (): void => {
      const style = getComputedStyle(element)
      const width =
        element.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight)
      const least = width < narrowBelow ? tileWidthMin.narrow : tileWidthMin.wide
      setColumns(Math.max(1, Math.floor((width + gap) / (least + gap))))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller])
  return columns
}
