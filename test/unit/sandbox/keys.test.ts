import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { routes } from '../../../sandbox/stripe/http/routes.ts'
import { permissions } from '../../../sandbox/stripe/keys/permissions.ts'
import { openShop, type PracticeShop } from './practice-shop.ts'

describe('a restricted key', () => {
  let shop: PracticeShop
  beforeAll(async () => {
    shop = await openShop()
    await shop.control('keys', { key: 'rk_test_nothing', permissions: [] })
    await shop.control('keys', { key: 'rk_test_everything', permissions })
  })
  afterAll(() => shop.close())

  const call = async (key: string, method: string, path: string) => {
    const response = await fetch(`${shop.url()}${path.replace(':id', 'nobody')}`, {
      method,
      headers: { authorization: `Bearer ${key}` },
    })
    const body = (await response.json()) as { error?: { message: string } }
    return { status: response.status, message: body.error?.message ?? '' }
  }

  test.each(routes.map(({ method, path }) => [method, path] as const))(
    'without permissions is told which one %s %s needs, and with all of them is let in',
    async (method, path) => {
      const { status, message } = await call('rk_test_nothing', method, path)
      expect(status).toBe(403)
      const [, named = ''] = /Having the '(\w+)' permission/.exec(message) ?? []
      expect(permissions).toContain(named)
      expect(named.endsWith(method === 'GET' ? '_read' : '_write')).toBe(true)
      expect((await call('rk_test_everything', method, path)).status).not.toBe(403)
    },
  )

  test('that nobody has narrowed may do everything', async () => {
    expect((await call('rk_test_practice', 'GET', '/v1/balance')).status).toBe(200)
  })

  test('is refused before its parameters are looked at, and its idempotency key stays free', async () => {
    const post = (key: string) =>
      fetch(`${shop.url()}/v1/payment_intents`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'idempotency-key': 'k1' },
        body: new URLSearchParams(key === 'rk_test_nothing' ? {} : { amount: '500', currency: 'usd' }),
      })
    expect((await post('rk_test_nothing')).status).toBe(403)
    expect((await post('rk_test_everything')).status).toBe(200)
  })

  test.each([
    [{ key: 'pk_test_x' }, 'must look like'],
    [{ key: 'rk_live_x' }, 'must look like'],
    [{ key: 'rk_test_x12', permissions: ['rak_coffee_read'] }, 'rak_coffee_read'],
  ])('%o is no control for a key', async (body, why) => {
    await expect(shop.control('keys', body)).rejects.toThrow(why)
  })
})
