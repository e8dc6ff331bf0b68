import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../../../server/config.ts'

const practice = { CASHWRAP_SERVER_DATA: '/tmp/shop' }
const token = 'a-token-of-the-owner-with-32-characters'
const secret = 'sk_live_51NobodyMayReadThis'
const live = {
  ...practice,
  CASHWRAP_MODE: 'live',
  STRIPE_SECRET_KEY: secret,
  STRIPE_WEBHOOK_SECRET: 'whsec_NobodyMayReadThis',
  CASHWRAP_ADMIN_TOKEN: token,
}

describe('configuration', () => {
  it('needs nothing but a data folder in practice, and makes an admin token of its own', () => {
    const config = readConfig(practice)
    expect(config).toMatchObject({
      ok: true,
      value: {
        mode: 'practice',
        host: '127.0.0.1',
        port: 0,
        storage: { dialect: 'sqlite', folder: '/tmp/shop' },
      },
    })
    expect(config.ok && config.value.adminToken.reveal()).toMatch(/^[A-Za-z0-9_-]{43}$/)
  })

  it('takes a live key in live mode and a restricted test key in test mode', () => {
    expect(readConfig(live).ok).toBe(true)
    const test = { ...live, CASHWRAP_MODE: 'test', STRIPE_SECRET_KEY: 'rk_test_51Nobody' }
    expect(readConfig(test).ok).toBe(true)
  })

  it.each([
    ['a live key in practice', { ...practice, STRIPE_SECRET_KEY: secret }],
    ['a live key in test', { ...live, CASHWRAP_MODE: 'test' }],
    [
      'a restricted live key in test',
      { ...live, CASHWRAP_MODE: 'test', STRIPE_SECRET_KEY: 'rk_live_51Nobody' },
    ],
    ['a test key in live', { ...live, STRIPE_SECRET_KEY: 'sk_test_51Nobody' }],
    ['another API address in live', { ...live, STRIPE_API_BASE: 'http://127.0.0.1:12111' }],
    [
      'another API address in test',
      {
        ...live,
        CASHWRAP_MODE: 'test',
        STRIPE_SECRET_KEY: 'sk_test_5',
        STRIPE_API_BASE: 'http://127.0.0.1:1',
      },
    ],
    ['a key of no known kind', { ...live, STRIPE_SECRET_KEY: 'pk_live_51Nobody' }],
  ])('refuses %s as mode_mismatch', (_what, environment) => {
    const config = readConfig(environment)
    expect(config).toMatchObject({ ok: false, error: { code: 'mode_mismatch' } })
    expect(JSON.stringify(config)).not.toContain('51Nobody')
  })

  it.each([
    ['an unknown processor', { ...practice, CASHWRAP_PROCESSOR: 'square' }, 'CASHWRAP_PROCESSOR'],
    ['an unknown mode', { ...practice, CASHWRAP_MODE: 'demo' }, 'CASHWRAP_MODE'],
    ['no place for data', {}, 'CASHWRAP_SERVER_DATA'],
    ['two places for data', { ...practice, DATABASE_URL: 'postgres://127.0.0.1/shop' }, 'DATABASE_URL'],
    ['a database of another kind', { DATABASE_URL: 'mysql://127.0.0.1/shop' }, 'DATABASE_URL'],
    ['a port above 65535', { ...practice, CASHWRAP_SERVER_PORT: '70000' }, 'CASHWRAP_SERVER_PORT'],
    ['a port that is a word', { ...practice, CASHWRAP_SERVER_PORT: 'http' }, 'CASHWRAP_SERVER_PORT'],
    ['a short admin token', { ...practice, CASHWRAP_ADMIN_TOKEN: 'short' }, 'CASHWRAP_ADMIN_TOKEN'],
    ['live without an admin token', { ...live, CASHWRAP_ADMIN_TOKEN: '' }, 'CASHWRAP_ADMIN_TOKEN'],
    ['live without a key', { ...live, STRIPE_SECRET_KEY: '' }, 'STRIPE_SECRET_KEY'],
    ['live without a webhook secret', { ...live, STRIPE_WEBHOOK_SECRET: ' ' }, 'STRIPE_WEBHOOK_SECRET'],
    [
      'a webhook secret of no known kind',
      { ...live, STRIPE_WEBHOOK_SECRET: 'secret' },
      'STRIPE_WEBHOOK_SECRET',
    ],
    ['an API address that is none', { ...practice, STRIPE_API_BASE: 'sandbox' }, 'STRIPE_API_BASE'],
    ['a rate limit of nothing', { ...practice, CASHWRAP_RATE_LIMIT: '0' }, 'CASHWRAP_RATE_LIMIT'],
    ['a shop file in practice', { ...practice, CASHWRAP_SHOP_FILE: '/tmp/shop.json' }, 'CASHWRAP_SHOP_FILE'],
  ])('refuses %s with one sentence that names the variable', (_what, environment, variable) => {
    const config = readConfig(environment)
    expect(config).toMatchObject({ ok: false, error: { code: 'invalid_input' } })
    const message = config.ok ? '' : config.error.message
    expect(message).toContain(variable)
    expect(message.match(/[.] /g)).toBeNull()
  })

  it('tells every mistake at once', () => {
    const config = readConfig({ CASHWRAP_SERVER_PORT: 'x', STRIPE_API_BASE: 'y' })
    const message = config.ok ? '' : config.error.message
    expect(message).toContain('CASHWRAP_SERVER_PORT')
    expect(message).toContain('STRIPE_API_BASE')
    expect(message).toContain('CASHWRAP_SERVER_DATA')
  })

  it('cannot be printed with its secrets', () => {
    const config = readConfig({
      ...live,
      CASHWRAP_SERVER_DATA: '',
      DATABASE_URL: 'postgres://owner:hunter2@127.0.0.1/shop',
    })
    if (!config.ok) throw new Error(config.error.message)
    for (const printed of [
      JSON.stringify(config),
      inspect(config, { depth: 9 }),
      `${config.value.adminToken}`,
    ]) {
      expect(printed).not.toMatch(/NobodyMayReadThis|hunter2|a-token-of-the-owner/)
    }
  })
})
