import { expect, test } from 'vitest'
import type { AttemptState } from '../../../../domain/payment/attempt.ts'
import { nextCardAttempt, nextTenderNo } from '../../../../till/payments/tender-numbers.ts'
import type { Attempt } from '../../../../till/sales/read-sales.ts'

const attempt = (tenderNo: number, number: number, state: AttemptState): Attempt =>
  ({ tenderNo, attempt: number, state }) as Attempt

test('the first card payment is the first attempt of the first tender', () => {
  expect(nextCardAttempt(0, [])).toEqual({ tenderNo: 1, attempt: 1 })
})

test('after a decline the same tender is attempted again', () => {
  expect(nextCardAttempt(0, [attempt(1, 1, 'declined')])).toEqual({ tenderNo: 1, attempt: 2 })
  expect(nextCardAttempt(0, [attempt(1, 1, 'declined'), attempt(1, 2, 'voided')])).toEqual({
    tenderNo: 1,
    attempt: 3,
  })
})

test('a new tender never has a number that was used, by money or by a declined card', () => {
  expect(nextCardAttempt(1, [attempt(1, 1, 'approved')])).toEqual({ tenderNo: 2, attempt: 1 })
  expect(nextCardAttempt(2, [attempt(1, 1, 'declined')])).toEqual({ tenderNo: 3, attempt: 1 })
  expect(nextTenderNo(0, [attempt(1, 1, 'declined')])).toBe(2)
  expect(nextTenderNo(3, [attempt(1, 1, 'declined')])).toBe(4)
})

test('after 99 attempts the next is a new tender', () => {
  expect(nextCardAttempt(0, [attempt(1, 99, 'declined')])).toEqual({ tenderNo: 2, attempt: 1 })
})
