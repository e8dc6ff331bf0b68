import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCardSale, openShop, type PracticeShop, stripeError } from './practice-shop.ts'

const made = 23

describe('lists', () => {
  let shop: PracticeShop
  let ids: string[]
  const created: number[] = []

  beforeAll(async () => {
    shop = await openShop()
    const intents = []
    for (let index = 0; index < made; index += 1) {
      const intent = await shop.sdk.paymentIntents.create(aCardSale)
      intents.push(intent.id)
      created.push(intent.created)
      shop.advance(1_000)
    }
    ids = intents.reverse()
    created.reverse()
  })
  afterAll(() => shop.close())

  const page = async (params: object) => {
    const { data, has_more } = await shop.sdk.paymentIntents.list(params)
    return { ids: data.map(({ id }) => id), has_more }
  }

  test('show the newest ten first', async () => {
    expect(await page({})).toEqual({ ids: ids.slice(0, 10), has_more: true })
  })
  test('go on after an object', async () => {
    expect(await page({ limit: 5, starting_after: ids[9] })).toEqual({
      ids: ids.slice(10, 15),
      has_more: true,
    })
    expect(await page({ limit: 5, starting_after: ids[19] })).toEqual({ ids: ids.slice(20), has_more: false })
  })
  test('go back before an object, still newest first', async () => {
    expect(await page({ limit: 3, ending_before: ids[10] })).toEqual({
      ids: ids.slice(7, 10),
      has_more: true,
    })
    expect(await page({ limit: 10, ending_before: ids[2] })).toEqual({
      ids: ids.slice(0, 2),
      has_more: false,
    })
  })
  test('a last page that is exactly full has no more', async () => {
    expect(await page({ limit: made })).toEqual({ ids, has_more: false })
  })
  test('the SDK walks through all of them', async () => {
    const walked: string[] = []
    for await (const { id } of shop.sdk.paymentIntents.list({ limit: 4 })) walked.push(id)
    expect(walked).toEqual(ids)
  })
  test('are cut by time of creation', async () => {
    const [, , , fourth, , , seventh] = created
    expect((await page({ created: { gte: seventh, lte: fourth } })).ids).toEqual(ids.slice(3, 7))
    expect((await page({ created: { gt: seventh, lt: fourth } })).ids).toEqual(ids.slice(4, 6))
    expect((await page({ created: fourth })).ids).toEqual([ids[3]])
  })
  test.each([
    [{ limit: 0 }, 'limit'],
    [{ limit: 101 }, 'limit'],
    [{ starting_after: 'pi_missing' }, 'starting_after'],
    [{ starting_after: 'x', ending_before: 'y' }, 'starting_after'],
  ])('%o is refused', async (params, param) => {
    const error = await stripeError(shop.sdk.paymentIntents.list(params))
    expect(error).toMatchObject({ statusCode: 400, param })
  })
  test('events are found by type', async () => {
    const { data } = await shop.sdk.events.list({ types: ['payment_intent.*'], limit: 100 })
    expect(data).toHaveLength(made)
    expect((await shop.sdk.events.list({ type: 'charge.succeeded' })).data).toEqual([])
  })
})
