import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { shareCounter } from '../../../../../renderer/till/state/share-counter.ts'
import { demoStandInShop } from '../../../../fixtures/bridge/demo-stand-in-shop.ts'
import { createTillStandIn } from '../../../../fixtures/bridge/till-stand-in.ts'

test('lines that did not change stay the same objects, and the view stays what the till said', async () => {
  const shop = demoStandInShop()
  const till = createTillStandIn(shop, { newId: uuidv7, emit: () => undefined })
  for (const product of shop.products.slice(0, 5)) {
    await till.handlers['cart.add']({ productId: product.id, quantity: 1 })
  }
  const overTheWire = () => structuredClone(till.counter.view())
  const before = overTheWire()
  const third = before.cart.lines[2]
  if (third === undefined) throw new Error('five lines were added')
  await till.handlers['cart.setQuantity']({ lineId: third.id, quantity: 3 })
  const said = overTheWire()
  const after = shareCounter(before, said)

  expect(after).toEqual(said)
  expect(after.cart.lines.map((line, index) => line === before.cart.lines[index])).toEqual([
    true,
    true,
    false,
    true,
    true,
  ])
  for (const [index, totals] of after.totals.lines.entries()) {
    const old = before.totals.lines[index]
    expect(totals === old).toBe(JSON.stringify(totals) === JSON.stringify(old))
  }
})

test('another sale shares nothing', async () => {
  const shop = demoStandInShop()
  const till = createTillStandIn(shop, { newId: uuidv7, emit: () => undefined })
  const before = structuredClone(till.counter.view())
  await till.handlers['cart.clear']({})
  const said = structuredClone(till.counter.view())
  expect(shareCounter(before, said)).toBe(said)
})
