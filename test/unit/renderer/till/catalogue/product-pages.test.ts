import { expect, test } from 'vitest'
import type { Bridge } from '../../../../../domain/protocol/bridge.ts'
import { fail, ok } from '../../../../../domain/result.ts'
import { createProductPages, pageSize } from '../../../../../renderer/till/catalogue/product-pages.ts'
import { initialsOf } from '../../../../../renderer/till/catalogue/tile-picture.tsx'

const total = 100_000
const settled = () => new Promise((done) => setTimeout(done))

function till() {
  const asked: number[] = []
  const failing = new Set<number>()
  const bridge = {
    call: async (_channel: string, input: { readonly offset: number; readonly limit: number }) => {
      asked.push(input.offset)
      if (failing.has(input.offset)) return fail('till_unreachable', 'gone')
      const count = Math.min(input.limit, total - input.offset)
      const products = Array.from({ length: count }, (_, i) => ({ id: `p${input.offset + i}` }))
      return ok({ products, total })
    },
    on: () => () => undefined,
  } as Bridge
  return { bridge, asked, failing }
}

test('only the pages in view are loaded, each once', async () => {
  const { bridge, asked } = till()
  const pages = createProductPages(bridge, null, () => undefined)
  expect(pages.total()).toBeNull()
  await settled()
  expect(pages.total()).toBe(total)
  pages.ensure(50_000, 50_120)
  pages.ensure(50_010, 50_130)
  await settled()
  expect(asked).toEqual([0, 50_000, 50_100])
  expect(pages.at(50_107)?.id).toBe('p50107')
  expect(pages.at(70_000)).toBeUndefined()
})

test('a page that failed is asked for again when it is next seen', async () => {
  const { bridge, asked, failing } = till()
  const pages = createProductPages(bridge, null, () => undefined)
  await settled()
  failing.add(200)
  pages.ensure(200, 210)
  await settled()
  expect(pages.at(200)).toBeUndefined()
  failing.clear()
  pages.ensure(200, 210)
  await settled()
  expect(pages.at(200)?.id).toBe('p200')
  expect(asked).toEqual([0, 200, 200])
})

test('scrolling through everything keeps memory bounded and what is in view loaded', async () => {
  const { bridge } = till()
  const pages = createProductPages(bridge, null, () => undefined)
  for (let first = 0; first < 10_000; first += pageSize) {
    pages.ensure(first, first + 40)
    await settled()
  }
  const kept = Array.from({ length: 100 }, (_, page) => pages.at(page * pageSize)).filter((tile) => tile)
  expect(kept.length).toBeLessThanOrEqual(30)
  expect(pages.at(9_900)?.id).toBe('p9900')
})

test('a category that was left draws nothing any more', async () => {
  const { bridge } = till()
  let redraws = 0
  const pages = createProductPages(bridge, null, () => {
    redraws += 1
  })
  pages.close()
  await settled()
  expect(redraws).toBe(0)
})

test('initials are whole letters of the first two words', () => {
  expect(initialsOf('Oat milk')).toBe('OM')
  expect(initialsOf('éclair')).toBe('É')
  expect(initialsOf('Tea & Co')).toBe('TC')
  expect(initialsOf('𝒳ylo')).toBe('𝒳')
  expect(initialsOf('—')).toBe('')
})
