import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openShop, type PracticeShop } from '../practice-shop.ts'
import { rules, rulesAsMarkdown } from './rules.ts'

describe.each(Object.entries(rules))('%s', (_title, rows) => {
  let shop: PracticeShop
  beforeAll(async () => {
    shop = await openShop()
  })
  afterEach(() => shop.calm())
  afterAll(() => shop.close())

  test.each(rows.map((rule) => [rule.fact, rule] as const))('%s', (_fact, rule) => rule.holds(shop))
})

describe('the table of facts', () => {
  const all = Object.values(rules).flat()

  test('says each fact once, and where it is written', () => {
    expect(new Set(all.map(({ fact }) => fact)).size).toBe(all.length)
    expect(all.filter(({ source }) => source.length < 10)).toEqual([])
  })

  test('is the page that people read', async () => {
    await expect(rulesAsMarkdown()).toMatchFileSnapshot('../../../../sandbox/stripe/rules.md')
  })
})
