import { describe, expect, it } from 'vitest'
import { errorCodes } from '../../../../../domain/errors/codes.ts'
import type { WireError } from '../../../../../server/processors/stripe/client.ts'
import { errorRows } from '../../../../../server/processors/stripe/error-table.ts'
import { answerOfError } from '../../../../../server/processors/stripe/errors.ts'
import { codesElsewhere, whyElsewhere } from '../../../../../server/processors/stripe/errors-elsewhere.ts'
import { listedValues } from './listed-values.ts'

const wire = (changes: Partial<WireError> = {}): WireError => ({
  type: 'invalid_request_error',
  code: null,
  declineCode: null,
  message: 'm',
  httpStatus: 400,
  requestId: 'req_1',
  shouldRetry: null,
  replayed: false,
  networkCode: null,
  ...changes,
})

describe('the error table', () => {
  const listed = listedValues('Terminal/Readers', 'Reader.Action.ApiError.Code')

  it('has a row, or a class with a reason, for every code that Stripe lists', () => {
    expect(listed.length).toBeGreaterThan(200)
    const known = new Set([...Object.keys(errorRows), ...Object.keys(codesElsewhere)])
    expect(listed.filter((code) => !known.has(code))).toEqual([])
    expect(Object.keys(codesElsewhere).filter((code) => Object.hasOwn(errorRows, code))).toEqual([])
    for (const why of Object.values(whyElsewhere)) expect(why.length).toBeGreaterThan(20)
  })

  it('invents no code: what is not in that list is named by the documentation of readers or of declines', () => {
    const all = new Set(listed)
    const beyond = [...Object.keys(errorRows), ...Object.keys(codesElsewhere)].filter(
      (code) => !all.has(code),
    )
    expect(beyond).toEqual(['terminal_reader_collected_data_invalid'])
  })

  it('names a source and a failure of ours in every row', () => {
    for (const row of Object.values(errorRows)) {
      expect(row.source).toMatch(/^https:\/\/docs\.stripe\.com\/[a-z]/)
      expect(Object.keys(errorCodes)).toContain(row.errorCode)
    }
  })

  it('says of few codes that they may have been done, and of none of those that it was refused', () => {
    const maybe = Object.entries(errorRows).filter(([, row]) => row.applied === 'maybe')
    expect(maybe.map(([code]) => code).sort()).toEqual([
      'idempotency_key_in_use',
      'payment_method_provider_timeout',
      'return_intent_already_processed',
      'terminal_reader_timeout',
    ])
    for (const [code] of maybe) expect(answerOfError(wire({ code })).kind).toBe('unknown')
  })

  it('lets only limits and keys in use be sent again under the same key', () => {
    const again = Object.entries(errorRows).filter(([, row]) => row.retry)
    expect(again.map(([code]) => code).sort()).toEqual([
      'idempotency_key_in_use',
      'lock_timeout',
      'rate_limit',
    ])
  })

  it('leaves a code from elsewhere, or one that nobody lists, to its HTTP status', () => {
    for (const code of ['coupon_expired', 'brand_new', 'constructor', '__proto__', 'toString']) {
      expect(answerOfError(wire({ code }))).toMatchObject({
        kind: 'refused',
        cause: { code, retry: false, errorCode: 'processor_refused' },
      })
      expect(answerOfError(wire({ code, httpStatus: 500 })).kind).toBe('unknown')
      expect(answerOfError(wire({ code, httpStatus: 429 }))).toMatchObject({
        kind: 'refused',
        cause: { retry: true },
      })
    }
  })

  it('never turns a 5xx, a 409, a 408 or silence into a no, whatever code it carries', () => {
    for (const code of [null, ...Object.keys(errorRows)])
      for (const httpStatus of [500, 502, 503, 504])
        expect(answerOfError(wire({ code, httpStatus })).kind).toBe('unknown')
    for (const httpStatus of [408, 409, null])
      expect(answerOfError(wire({ httpStatus })).kind).toBe('unknown')
  })

  it('is overruled by stripe-should-retry in whether to retry and never in whether it was done', () => {
    for (const code of [null, ...Object.keys(errorRows)])
      for (const httpStatus of [400, 429, 500]) {
        const plain = answerOfError(wire({ code, httpStatus }))
        for (const shouldRetry of [true, false]) {
          const told = answerOfError(wire({ code, httpStatus, shouldRetry }))
          expect(told.kind).toBe(plain.kind)
          expect(told.cause.retry).toBe(shouldRetry)
        }
      }
  })

  it('tells the same key with another body from every other refusal', () => {
    expect(answerOfError(wire({ type: 'idempotency_error' }))).toMatchObject({
      kind: 'refused',
      cause: { errorCode: 'idempotency_conflict', retry: false },
    })
  })
})
