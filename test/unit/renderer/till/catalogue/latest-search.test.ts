import { expect, test } from 'vitest'
import type { Bridge } from '../../../../../domain/protocol/bridge.ts'
import type { Tile } from '../../../../../domain/protocol/views.ts'
import { fail, ok } from '../../../../../domain/result.ts'
import { createLatestSearch } from '../../../../../renderer/till/catalogue/latest-search.ts'

const tile = (name: string): Tile => ({
  id: name,
  name,
  variant: null,
  categoryId: 'c',
  sku: name,
  ean: null,
  priceMinor: 100,
  currency: 'EUR',
  tileSvg: null,
})

/** A till whose answers come when the test says so. */
function slowTill() {
  const waiting = new Map<string, (found: readonly string[] | 'failed') => void>()
  const bridge = {
    call: (_channel: string, input: { readonly query: string }) =>
      new Promise((resolve) => {
        waiting.set(input.query, (found) =>
          resolve((found === 'failed' ? fail('till_unreachable', 'gone') : ok(found.map(tile))) as never),
        )
      }),
    on: () => () => undefined,
  } as Bridge
  return {
    bridge,
    answer: async (query: string, found: readonly string[] | 'failed') => {
      waiting.get(query)?.(found)
      await new Promise((settled) => setTimeout(settled))
    },
  }
}

test('an older answer that comes late does not replace a newer one', async () => {
  const till = slowTill()
  const shown: (string | null)[] = []
  const search = createLatestSearch(till.bridge, (answer) => shown.push(answer?.query ?? null))
  search.ask('a')
  search.ask('ab')
  await till.answer('ab', ['abbey'])
  await till.answer('a', ['apple'])
  expect(shown).toEqual(['ab'])
})

test('emptying the field forgets a question that is still under way', async () => {
  const till = slowTill()
  const shown: (string | null)[] = []
  const search = createLatestSearch(till.bridge, (answer) => shown.push(answer?.query ?? null))
  search.ask('a')
  search.ask('  ')
  await till.answer('a', ['apple'])
  expect(shown).toEqual([null])
  expect(await search.best()).toBeNull()
})

test('Enter before the answer waits for it and takes its first product', async () => {
  const till = slowTill()
  const search = createLatestSearch(till.bridge, () => undefined)
  search.ask('a')
  search.ask('ab')
  const best = search.best()
  await till.answer('a', ['apple'])
  await till.answer('ab', ['abbey', 'able'])
  expect((await best)?.name).toBe('abbey')
})

test('a question that failed leaves what was shown before', async () => {
  const till = slowTill()
  const shown: (string | null)[] = []
  const search = createLatestSearch(till.bridge, (answer) => shown.push(answer?.query ?? null))
  search.ask('a')
  await till.answer('a', ['apple'])
  search.ask('ab')
  await till.answer('ab', 'failed')
  expect(shown).toEqual(['a'])
  expect(await search.best()).toBeNull()
})
