import { expect, test } from 'vitest'
import { errorCodeList } from '../../../../domain/errors/codes.ts'
import { type Payment, paymentSchema } from '../../../../domain/protocol/server-api.ts'
import { fail, ok } from '../../../../domain/result.ts'
import { waitsFor } from '../../../../till/payments/waits-for.ts'

const aPayment = (changes: Partial<Payment> = {}): Payment => ({
  ...paymentSchema.parse({
    idempotencyKey: 'pay-1',
    saleId: '01931e5e-7c00-7000-8000-000000000000',
    tenderNo: 1,
    attempt: 1,
    amountMinor: 1_000,
    currency: 'EUR',
    state: 'unknown',
    processor: 'stripe',
    processorPaymentId: 'pi_1',
    capturedMinor: 0,
    refundedMinor: 0,
    declineReason: null,
    card: null,
    reader: null,
  }),
  ...changes,
})

test('a server that answered has not been told by the processor, unless the reader is away', () => {
  expect(waitsFor(ok(aPayment()))).toBe('processor')
  const reader = { id: 'tmr_1', label: 'Counter', status: 'offline' as const }
  expect(waitsFor(ok(aPayment({ reader })))).toBe('reader')
  expect(waitsFor(ok(aPayment({ reader: { ...reader, status: 'waiting' } })))).toBe('processor')
})

test('a payment that nobody knows any more waits for a person, whatever its reader says', () => {
  const reader = { id: 'tmr_1', label: 'Counter', status: 'offline' as const }
  expect(waitsFor(ok(aPayment({ needsPerson: true, reader })))).toBe('person')
})

test('a server without room on its disk says so, and one that cannot be asked is what is missing', () => {
  expect(waitsFor(fail('storage_full', ''))).toBe('server-disk')
  expect(waitsFor(fail('server_unreachable', ''))).toBe('server')
  expect(waitsFor(fail('processor_down', ''))).toBe('processor')
})

test('every failure has somebody who is waited for, and never a person or this till', () => {
  for (const code of errorCodeList)
    expect(['processor', 'server', 'server-disk'], code).toContain(waitsFor(fail(code, '')))
})
