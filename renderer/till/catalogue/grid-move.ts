export type GridPlace = {
  readonly index: number
  readonly total: number
  readonly columns: number
  readonly visibleRows: number
  readonly isRightToLeft: boolean
}

/** Where a key leads in a grid of `total` tiles, or null when it is not a key of the grid or leads nowhere. Never wraps around an edge of the screen. */
export function movedIndex(key: string, place: GridPlace): number | null {
  const { index, total, columns, visibleRows, isRightToLeft } = place
  const last = total - 1
  const target = ((): number | null => {
    switch (key) {
      case 'ArrowRight':
        return index + (isRightToLeft ? -1 : 1)
      case 'ArrowLeft':
        return index + (isRightToLeft ? 1 : -1)
      case 'ArrowDown':
        return index + columns <= last || Math.floor(index / columns) === Math.floor(last / columns)
          ? index + columns
          : last
      case 'ArrowUp':
        return index - columns
      case 'Home':
        return 0
      case 'End':
        return last
      case 'PageDown':
        return Math.min(last, index + columns * visibleRows)
      case 'PageUp':
        return Math.max(index % columns, index - columns * visibleRows)
      default:
        return null
    }
  })()
  if (target === null || target < 0 || target > last || target === index) return null
  return target
}
