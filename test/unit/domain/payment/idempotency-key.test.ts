import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { saleIdSchema, storeIdSchema } from '../../../../domain/ids/ids.ts'
import { idempotencyKey, type KeyedOperation } from '../../../../domain/payment/idempotency-key.ts'
import { saleId, uuid } from '../builders.ts'

const operation: KeyedOperation = {
  storeId: storeIdSchema.parse('store-1'),
  saleId,
  tenderNo: 1,
  attempt: 1,
  verb: 'pay',
}

const anOperation: fc.Arbitrary<KeyedOperation> = fc.record({
  storeId: fc.stringMatching(/^[A-Za-z0-9._:-]{1,20}$/).map((text) => storeIdSchema.parse(text)),
  saleId: fc.nat(9_999).map((number) => saleIdSchema.parse(uuid(number))),
  tenderNo: fc.integer({ min: 1, max: 20 }),
  attempt: fc.integer({ min: 1, max: 99 }),
  verb: fc.constantFrom('pay', 'capture', 'cancel', 'refund'),
})

describe('an idempotency key', () => {
  it('is frozen: a till that was updated makes the key it made before', () => {
    // Keys are in journals, at the server and at the processor. If one of these changes, a retry after an update charges twice.
    const frozen: readonly (readonly [Partial<KeyedOperation>, string])[] = [
      [{}, 'pay-aaaf5161ac9be044a2a7c505de34968d'],
      [{ attempt: 2 }, 'pay-541c409225caf4b381075511dd5b653b'],
      [{ tenderNo: 2 }, 'pay-a40a1cb0474a33c9e0264ea5b19b054e'],
      [{ verb: 'capture' }, 'cap-92cbd18b349a42bf362855f5e23013f2'],
      [{ verb: 'cancel' }, 'can-811db90a1e062ff176380ed93ebe9a3d'],
      [{ verb: 'refund' }, 'ref-b325410ed18eebba4c5ccbc6cccf544a'],
      [{ saleId: saleIdSchema.parse(uuid(1)) }, 'pay-d3b2caaa4f2d65b11168e4c74081f725'],
      [{ storeId: storeIdSchema.parse('store-2') }, 'pay-f34b661e4f95bd08452b9e6d2e00ee9c'],
    ]
    expect(frozen.map(([change]) => idempotencyKey({ ...operation, ...change }))).toEqual(
      frozen.map(([, key]) => key),
    )
  })

  it('is the SHA-256 of its fields as a JSON list, cut to 32 digits, so that any other program can work it out', () => {
    const text = `["store-1","${saleId}",1,1,"pay"]`
    expect(idempotencyKey(operation)).toBe(
      `pay-${createHash('sha256').update(text).digest('hex').slice(0, 32)}`,
    )
  })

  it('is at most 45 visible ASCII characters and the same each time', () => {
    fc.assert(
      fc.property(anOperation, (each) => {
        const key = idempotencyKey(each)
        expect(key).toMatch(/^[\x21-\x7e]{1,45}$/)
        expect(idempotencyKey({ ...each })).toBe(key)
      }),
    )
  })

  it('differs as soon as one field does', () => {
    fc.assert(
      fc.property(anOperation, anOperation, (a, b) => {
        const same =
          JSON.stringify([a.storeId, a.saleId, a.tenderNo, a.attempt, a.verb]) ===
          JSON.stringify([b.storeId, b.saleId, b.tenderNo, b.attempt, b.verb])
        expect(idempotencyKey(a) === idempotencyKey(b)).toBe(same)
        for (const field of ['storeId', 'saleId', 'tenderNo', 'attempt', 'verb'] as const) {
          const changed = { ...a, [field]: b[field] }
          expect(idempotencyKey(changed) === idempotencyKey(a)).toBe(changed[field] === a[field])
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('does not depend on the order in which the fields were written', () => {
    const { storeId, verb, attempt, tenderNo } = operation
    expect(idempotencyKey({ verb, attempt, tenderNo, saleId, storeId })).toBe(idempotencyKey(operation))
  })

  it('of a tender or attempt that is not numbered from 1 is a bug', () => {
    for (const number of [0, -1, 1.5, Number.NaN]) {
      expect(() => idempotencyKey({ ...operation, tenderNo: number })).toThrow('numbered from 1')
      expect(() => idempotencyKey({ ...operation, attempt: number })).toThrow('numbered from 1')
    }
  })
})
