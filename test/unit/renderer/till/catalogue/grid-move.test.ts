import { describe, expect, test } from 'vitest'
import { movedIndex } from '../../../../../renderer/till/catalogue/grid-move.ts'

/** Three columns, eight tiles: 0 1 2 / 3 4 5 / 6 7. */
const place = (index: number, isRightToLeft = false) => ({
  index,
  total: 8,
  columns: 3,
  visibleRows: 2,
  isRightToLeft,
})

describe('moving in the tile grid', () => {
  test.each([
    ['ArrowRight', 4, 5],
    ['ArrowLeft', 4, 3],
    ['ArrowDown', 1, 4],
    ['ArrowUp', 4, 1],
    ['ArrowRight', 2, 3],
    ['ArrowDown', 5, 7],
    ['Home', 5, 0],
    ['End', 0, 7],
    ['PageDown', 1, 7],
    ['PageUp', 7, 1],
  ] as const)('%s from %i leads to %i', (key, from, to) => {
    expect(movedIndex(key, place(from))).toBe(to)
  })

  test.each([
    ['ArrowLeft', 0],
    ['ArrowUp', 2],
    ['ArrowRight', 7],
    ['ArrowDown', 7],
    ['End', 7],
    ['a', 3],
    ['Enter', 3],
  ] as const)('%s from %i leads nowhere', (key, from) => {
    expect(movedIndex(key, place(from))).toBeNull()
  })

  test('left and right change places where the screen is mirrored', () => {
    expect(movedIndex('ArrowLeft', place(4, true))).toBe(5)
    expect(movedIndex('ArrowRight', place(4, true))).toBe(3)
  })
})
