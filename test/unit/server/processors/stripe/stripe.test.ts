import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { Mode } from '../../../../../domain/mode/mode.ts'
import {
  amountLimits,
  fromWireAmount,
  toWireAmount,
} from '../../../../../server/processors/stripe/amounts.ts'
import type { WireError } from '../../../../../server/processors/stripe/client.ts'
import { readStripeConfig } from '../../../../../server/processors/stripe/config.ts'
import { errorRows } from '../../../../../server/processors/stripe/error-table.ts'
import { answerOfError } from '../../../../../server/processors/stripe/errors.ts'
import { createStripeProcessor, stripe } from '../../../../../server/processors/stripe/index.ts'

const wire = (changes: Partial<WireError> = {}): WireError => ({
  type: 'api_error',
  code: null,
  declineCode: null,
  message: 'm',
  httpStatus: 500,
  requestId: 'req_1',
  shouldRetry: null,
  replayed: false,
  networkCode: null,
  ...changes,
})

describe('errors of Stripe', () => {
  it.each([400, 401, 402, 403, 404])('a plain %i was not done and is not tried again', (httpStatus) => {
    expect(answerOfError(wire({ httpStatus }))).toMatchObject({ kind: 'refused', cause: { retry: false } })
  })
  it.each([500, 502, 503, 504, 409, 599])('a %i may have been done', (httpStatus) => {
    expect(answerOfError(wire({ httpStatus }))).toMatchObject({ kind: 'unknown', cause: { retry: true } })
  })
  it('no answer at all may have been done, unless no connection ever stood', () => {
    for (const networkCode of ['ETIMEDOUT', 'CONNECTION_LOST', 'EWHATEVER', null])
      expect(answerOfError(wire({ httpStatus: null, networkCode })).kind).toBe('unknown')
    for (const networkCode of ['ECONNREFUSED', 'ENOTFOUND'])
      expect(answerOfError(wire({ httpStatus: null, networkCode })).kind).toBe('refused')
  })
  it('a code that is known on a 5xx is still a 5xx', () => {
    expect(answerOfError(wire({ httpStatus: 500, code: 'card_declined' })).kind).toBe('unknown')
  })
  it('lock_timeout and rate limits were not done and are tried again with the same key', () => {
    for (const code of ['lock_timeout', 'rate_limit'])
      expect(answerOfError(wire({ httpStatus: 429, code }))).toMatchObject({
        kind: 'refused',
        cause: { retry: true },
      })
  })
  it('a key in use may be done by the other request, and is tried again', () => {
    expect(answerOfError(wire({ httpStatus: 409, code: 'idempotency_key_in_use' }))).toMatchObject({
      kind: 'unknown',
      cause: { retry: true },
    })
  })
  it('stripe-should-retry overrules whether to retry, never whether it was done', () => {
    expect(answerOfError(wire({ shouldRetry: false }))).toMatchObject({
      kind: 'unknown',
      cause: { retry: false },
    })
    expect(answerOfError(wire({ httpStatus: 400, shouldRetry: true }))).toMatchObject({
      kind: 'refused',
      cause: { retry: true },
    })
  })
  it('a reader timeout may have arrived and is read back, not sent again', () => {
    expect(answerOfError(wire({ httpStatus: 400, code: 'terminal_reader_timeout' }))).toMatchObject({
      kind: 'unknown',
      cause: { retry: false },
    })
  })
  it('declines are never tried again', () => {
    for (const code of ['card_declined', 'expired_card', 'insufficient_funds', 'processing_error'] as const)
      expect(errorRows[code]).toMatchObject({ applied: 'no', retry: false })
  })
})

describe('amounts', () => {
  it.each([
    ['USD', 1050, 1050],
    ['JPY', 500, 500],
    ['KWD', 5120, 5120],
    ['ISK', 500, 50_000],
    ['UGX', 500, 50_000],
  ])('%s %i is %i on the wire, and back', (currency, minor, expected) => {
    expect(toWireAmount(minor, currency)).toBe(expected)
    expect(fromWireAmount(expected, currency.toLowerCase())).toBe(minor)
  })
  it.each([
    ['USD', 50, 99_999_999],
    ['JPY', 50, 99_999_999],
    ['ISK', 1, 999_999],
    ['KWD', 10, 99_999_990],
    ['XCD', 1, 99_999_999],
    ['constructor', 1, 99_999_999],
  ])('%s may be charged from %i to %i, and both fit the wire', (currency, minMinor, maxMinor) => {
    expect(amountLimits(currency)).toEqual({ minMinor, maxMinor })
    expect(String(toWireAmount(maxMinor, currency)).length).toBeLessThanOrEqual(8)
  })
})

describe('credentials', () => {
  const given = (mode: Mode, variables: Readonly<Record<string, string>>) => ({
    mode,
    value: (name: string) => variables[name],
    isMissing: (name: string) => variables[name] === undefined,
  })
  const webhook = { STRIPE_WEBHOOK_SECRET: 'whsec_1' }

  it.each([
    ['live', { ...webhook, STRIPE_SECRET_KEY: 'sk_test_1' }, 'test key', 'live'],
    ['test', { ...webhook, STRIPE_SECRET_KEY: 'rk_live_1' }, 'live key', 'test'],
    ['practice', { STRIPE_SECRET_KEY: 'sk_live_1' }, 'live key', 'practice'],
    [
      'test',
      { ...webhook, STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_API_BASE: 'http://127.0.0.1:1' },
      'STRIPE_API_BASE',
      'test',
    ],
  ] as const)('of another mode than %s are refused, naming both: %o', (mode, variables, one, other) => {
    const { mismatches } = stripe.check(given(mode, variables))
    expect(mismatches).toHaveLength(1)
    expect(mismatches[0]).toContain(one)
    expect(mismatches[0]).toContain(`CASHWRAP_MODE is ${other}`)
    expect(mismatches[0]).not.toContain(variables.STRIPE_SECRET_KEY)
  })

  it.each([
    ['live', webhook, 'STRIPE_SECRET_KEY'],
    ['live', { STRIPE_SECRET_KEY: 'sk_live_1' }, 'STRIPE_WEBHOOK_SECRET'],
    ['practice', { STRIPE_API_BASE: 'sandbox' }, 'STRIPE_API_BASE'],
    ['practice', { STRIPE_PARTIAL_APPROVAL: 'perhaps' }, 'STRIPE_PARTIAL_APPROVAL'],
  ] as const)('that lack something or are malformed in %s are named: %o', (mode, variables, name) => {
    const { mistakes, mismatches } = stripe.check(given(mode, variables))
    expect(mistakes).toHaveLength(1)
    expect(mistakes[0]).toContain(name)
    expect(mismatches).toEqual([])
  })

  it('in practice need nothing, never reach Stripe itself, and tell where the practice Stripe is', () => {
    expect(stripe.check(given('practice', {})).mistakes).toEqual([])
    const without = readStripeConfig(given('practice', {}))
    expect(new URL(without.config.apiBase ?? '').hostname).toBe('127.0.0.1')
    expect(without.practiceUrl).toBeNull()
    const url = 'http://127.0.0.1:12111'
    expect(readStripeConfig(given('practice', { STRIPE_API_BASE: `${url}/` }))).toMatchObject({
      config: { apiBase: url },
      practiceUrl: url,
    })
  })

  it('open a processor of their mode, with what the account may do', () => {
    const variables = { ...webhook, STRIPE_SECRET_KEY: 'rk_live_1', STRIPE_PARTIAL_APPROVAL: 'on' }
    const connection = stripe.check(given('live', variables)).connect()
    const processor = connection.open()
    expect([processor.id, processor.mode]).toEqual(['stripe', 'live'])
    expect(processor.capabilities.partialApproval).toBe(true)
    expect(connection.practiceUrl).toBeNull()
    expect(JSON.stringify(connection)).not.toMatch(/rk_live_1|whsec_1/)
  })
})

describe('the connection', () => {
  let server: Server | undefined
  afterEach(() => {
    server?.closeAllConnections()
    server?.close()
  })
  const listen = async (
    answer: (count: number, destroy: () => void, end: (status: number, body: string) => void) => void,
  ) => {
    let count = 0
    server = createServer((request, response) => {
      count += 1
      answer(
        count,
        () => request.socket.destroy(),
        (status, body) => response.writeHead(status, { 'content-type': 'application/json' }).end(body),
      )
    })
    const listening = server
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
    const { port } = listening.address() as AddressInfo
    const processor = createStripeProcessor({
      mode: 'practice',
      secretKey: 'sk_test_x',
      apiBase: `http://127.0.0.1:${port}`,
      partialApproval: false,
    })
    return { processor, count: () => count }
  }

  it('that is closed on us is counted as one attempt: the SDK does not send again behind our back', async () => {
    const { processor, count } = await listen((_count, destroy) => destroy())
    const answer = await processor.cancel({ key: 'k', paymentId: 'pi_1' })
    expect(answer).toMatchObject({ kind: 'unknown', cause: { code: 'connection_lost', retry: true } })
    expect(count()).toBe(1)
  })

  it('that breaks off in the middle of an answer, or answers rubbish, is unknown', async () => {
    const { processor } = await listen((_count, _destroy, end) => end(200, '{"id": "pi_1", "stat'))
    expect((await processor.cancel({ key: 'k', paymentId: 'pi_1' })).kind).toBe('unknown')
  })

  it('that nobody answers was never made', async () => {
    const processor = createStripeProcessor({
      mode: 'practice',
      secretKey: 'sk_test_x',
      apiBase: 'http://127.0.0.1:9',
      partialApproval: false,
    })
    expect(await processor.cancel({ key: 'k', paymentId: 'pi_1' })).toMatchObject({
      kind: 'refused',
      cause: { code: 'connection_refused', errorCode: 'processor_unavailable' },
    })
  })
})
