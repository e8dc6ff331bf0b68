import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  canonicalText,
  operationText,
  parseOperation,
  parseOperationText,
  sealOperation,
  sha256Hex,
} from '../../../../domain/journal/chain.ts'
import { operationKinds } from '../../../../domain/journal/operation.ts'
import { signedText } from '../../../../domain/protocol/device-signature.ts'
import { codeOf, theValue } from '../builders.ts'
import { bodies, headerOf, operationOf } from './operations.ts'

/** The same JSON value with every object's keys in another order. */
function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reordered(item)]),
  )
}

describe('canonical text', () => {
  it('does not depend on the order of keys, and is still the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value))
        fc.pre(JSON.stringify(plain).isWellFormed() && !JSON.stringify(plain).includes('\\ud'))
        expect(canonicalText(reordered(plain))).toBe(canonicalText(plain))
        expect(JSON.parse(canonicalText(plain))).toEqual(plain)
      }),
      { numRuns: 1_000 },
    )
  })

  it('is what RFC 8785 gives for its own examples', () => {
    expect(
      canonicalText({
        numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 1e-27],
        string: '€$\u000f\nA\'B"\\\\"/',
        literals: [null, true, false],
      }),
    ).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
    expect(
      canonicalText({
        '\u20ac': 1,
        '\r': 2,
        '\ufb33': 3,
        '1': 4,
        '\ud83d\ude00': 5,
        '\u0080': 6,
        '\u00f6': 7,
      }),
    ).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}')
  })

  it('refuses what JSON cannot hold', () => {
    for (const value of [undefined, Number.NaN, Infinity, { a: '\ud800' }, () => 1])
      expect(() => canonicalText(value)).toThrow()
  })

  it('is hashed as UTF-8', () => {
    expect(sha256Hex('für Ada 🎁')).toBe(createHash('sha256').update('für Ada 🎁', 'utf8').digest('hex'))
  })
})

describe('a sealed operation', () => {
  it('of every kind comes back whole from disk, wire and export', () => {
    for (const kind of operationKinds) {
      const operation = operationOf(kind)
      expect(theValue(parseOperation(JSON.parse(JSON.stringify(operation))))).toEqual(operation)
      expect(theValue(parseOperationText(operationText(operation)))).toEqual(operation)
      expect(theValue(parseOperation(reordered(operation))).hash).toBe(operation.hash)
    }
  })

  it('is hashed over header and body, in a way any other program can check', () => {
    const { hash, ...rest } = operationOf('staff.signed-in')
    const text =
      '{"atMs":1795420680000,"body":{"name":"Ada"},"id":"0190163d-8694-739b-aea5-000000000070","kind":"staff.signed-in","prevHash":"0000000000000000000000000000000000000000000000000000000000000000","registerId":"register-1","seq":1,"shiftId":"0190163d-8694-739b-aea5-000000000071","staffId":"staff-1","storeId":"store-1","v":1}'
    expect(canonicalText(rest)).toBe(text)
    expect(hash).toBe(createHash('sha256').update(text).digest('hex'))
  })

  it('is refused when any one byte of it was changed', () => {
    for (const kind of operationKinds) {
      const text = operationText(operationOf(kind))
      // Every byte once, each replaced by another of its sort, so that most of them stay readable JSON.
      for (let index = 0; index < text.length; index += 1) {
        const byte = text[index] ?? ''
        const other = /[0-8]/.test(byte)
          ? String(Number(byte) + 1)
          : byte === '9'
            ? '0'
            : byte === 'a'
              ? 'b'
              : 'a'
        const changed = text.slice(0, index) + other + text.slice(index + 1)
        if (parseOperationText(changed).ok) expect([kind, index, changed]).toBe('refused')
      }
    }
  })

  it('is refused when a byte was added or dropped, even one that means nothing to JSON', () => {
    const text = operationText(operationOf('cash.taken'))
    fc.assert(
      fc.property(
        fc.nat(text.length),
        fc.constantFrom(' ', '\n', '0', '"', ',', 'x', '-', '.0', 'e0'),
        (index, extra) => {
          expect(codeOf(parseOperationText(text.slice(0, index) + extra + text.slice(index)))).toBe(
            'invalid_input',
          )
          if (index < text.length)
            expect(codeOf(parseOperationText(text.slice(0, index) + text.slice(index + 1)))).toBe(
              'invalid_input',
            )
        },
      ),
      { numRuns: 1_000 },
    )
    // A key twice: JSON reads the last one, and what was hashed held it once.
    expect(codeOf(parseOperationText(text.replace('{', '{"atMs":1795420680000,')))).toBe('invalid_input')
  })

  it('is refused when one field of header, body or hash was changed and says which part', () => {
    const operation = operationOf('payment.approved')
    const other = operationOf('payment.approved', { seq: 2 })
    const changes: readonly (readonly [object, string])[] = [
      [{ seq: 2 }, 'hash does not match'],
      [{ atMs: operation.atMs + 1 }, 'hash does not match'],
      [{ staffId: null }, 'hash does not match'],
      [{ prevHash: 'f'.repeat(64) }, 'hash does not match'],
      [{ hash: other.hash }, 'hash does not match'],
      [{ hash: operation.hash.toUpperCase() }, 'hash does not match'],
      [{ hash: undefined }, 'hash does not match'],
      [{ body: { ...operation.body, amountMinor: 2_001 } }, 'hash does not match'],
      [{ body: { ...operation.body, amountMinor: 2_000.5 } }, 'body of payment.approved'],
      [{ body: { ...operation.body, pan: '4242' } }, 'body of payment.approved'],
      [{ body: null }, 'body of payment.approved'],
      [{ kind: 'payment.created' }, 'body of payment.created'],
      [{ kind: 'payment.forgotten' }, 'header is not readable: kind'],
      [{ v: 2 }, 'header is not readable: v'],
      [{ seq: 0 }, 'header is not readable: seq'],
      [{ extra: 1 }, 'header is not readable'],
    ]
    for (const [change, message] of changes) {
      const result = parseOperation({ ...operation, ...change })
      expect([change, result]).toMatchObject([change, { ok: false, error: { code: 'invalid_input' } }])
      if (!result.ok) expect(result.error.message).toContain(message)
    }
  })

  it('is refused, never thrown at, when it is no operation at all', () => {
    for (const value of [
      null,
      undefined,
      1,
      'x',
      [],
      {},
      { kind: '__proto__' },
      { kind: 'toString', body: {} },
    ]) {
      expect(codeOf(parseOperation(value))).toBe('invalid_input')
    }
    for (const text of ['', '{', 'null', '[]', '{"body":{}}', 'undefined'])
      expect(codeOf(parseOperationText(text))).toBe('invalid_input')
    const operation = operationOf('staff.signed-in')
    expect(codeOf(parseOperation({ ...operation, body: { name: 'A\ud800' } }))).toBe('invalid_input')
    fc.assert(
      fc.property(fc.anything(), fc.json(), (value, text) => {
        expect(codeOf(parseOperation(value))).toBe('invalid_input')
        expect(codeOf(parseOperationText(text))).toBe('invalid_input')
      }),
    )
  })

  it('is never made of what could not be read again', () => {
    expect(() => sealOperation(headerOf('staff.signed-in'), { name: 'A\ud800' })).toThrow()
    expect(() => sealOperation({ ...headerOf('shift.opened'), seq: 0 }, bodies['shift.opened'])).toThrow(
      'seq',
    )
    expect(() => sealOperation(headerOf('shift.opened'), { floatMinor: -1, currency: 'EUR' })).toThrow(
      'floatMinor',
    )
  })
})

describe('the text a device signs', () => {
  it('is frozen, one field a line, the body by its hash', () => {
    expect(
      signedText({
        method: 'post',
        path: '/v1/payments?x=1',
        body: '{"a":1}',
        deviceId: 'd',
        timestampMs: 12,
        nonce: 'n',
      }),
    ).toBe(
      'cashwrap-v1\nPOST\n/v1/payments?x=1\n015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862\nd\n12\nn',
    )
  })
})
