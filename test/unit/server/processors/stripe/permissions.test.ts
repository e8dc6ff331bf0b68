import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPracticeStripe, type PracticeStripe } from '../../../../../sandbox/stripe/practice-stripe.ts'
import { createStripeProcessor } from '../../../../../server/processors/stripe/index.ts'
import { permissionNamed } from '../../../../../server/processors/stripe/permissions.ts'

const everything = [
  'rak_accounts_kyc_basic_read',
  'rak_payment_intent_write',
  'rak_charge_write',
  'rak_event_read',
  'rak_terminal_reader_write',
  'rak_terminal_location_write',
  'rak_terminal_connection_token_write',
  'rak_checkout_session_write',
]

describe('the permissions of a restricted key', () => {
  let stripe: PracticeStripe
  let url: string
  const folder = mkdtempSync(join(tmpdir(), 'cashwrap-permissions-'))
  beforeAll(async () => {
    stripe = createPracticeStripe({ dataFolder: folder })
    url = await stripe.listen(0)
  })
  afterAll(async () => {
    await stripe.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const control = async (path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`${url}/_practice/${path}`, {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      headers: { 'content-type': 'application/json' },
    })
    if (!answer.ok) throw new Error(await answer.text())
    return answer.json()
  }
  const missing = async (name: string, key: { permissions: readonly string[]; expired?: boolean }) => {
    await control('keys', { key: `rk_test_${name}`, ...key })
    return createStripeProcessor({
      mode: 'practice',
      secretKey: `rk_test_${name}`,
      apiBase: url,
      partialApproval: false,
    }).missingPermissions()
  }

  it('are enough when all are there, and asking changes nothing', async () => {
    const before = await control('ledger')
    expect(await missing('complete', { permissions: everything })).toMatchObject({ kind: 'done', value: [] })
    expect(await control('ledger')).toEqual(before)
  })

  it.each(everything)('are told one by one when they are missing: %s', async (left) => {
    const answer = await missing(`without_${left}`, { permissions: everything.filter((one) => one !== left) })
    if (answer.kind !== 'done') throw new Error(answer.cause.message)
    // Writing includes reading: without it, both are missing.
    const names = left.endsWith('_write') ? [left, left.replace('_write', '_read')] : [left]
    expect(answer.value.length).toBeGreaterThan(0)
    for (const told of answer.value) expect(names.some((name) => told.includes(`(${name})`))).toBe(true)
    expect(answer.value.some((told) => told.includes(`(${left})`))).toBe(true)
  })

  it('of a key that may only read lack every write', async () => {
    const reading = everything.map((name) => name.replace('_write', '_read'))
    const answer = await missing('reading', { permissions: reading })
    expect(answer.kind === 'done' && answer.value.map((told) => told.split(' (')[0])).toEqual([
      'PaymentIntents: Write',
      'Charges and Refunds: Write',
      'Terminal Readers: Write',
      'Terminal Locations: Write',
      'Terminal Connection tokens: Write',
      'Checkout Sessions: Write',
    ])
  })

  it('are not known of a key that opens nothing', async () => {
    const answer = await missing('expired', { permissions: everything, expired: true })
    expect(answer).toMatchObject({ kind: 'refused', cause: { code: 'api_key_expired' } })
  })

  it.each([
    [
      `The provided key 'rk_live_*' does not have the required permissions for this endpoint on account 'acct_1'. Having the 'rak_charge_read' permission would allow this request to continue.`,
      'rak_charge_read',
    ],
    [
      `The provided key 'rk_live_*' does not have the required permissions. Enabling "Prices Read" ('plan_read') permissions on this key would allow this request to continue.`,
      `"Prices Read" ('plan_read')`,
    ],
    ['Something else.', null],
  ])('are named in the words of the refusal: %s', (message, named) => {
    expect(permissionNamed(message)).toBe(named)
  })
})
