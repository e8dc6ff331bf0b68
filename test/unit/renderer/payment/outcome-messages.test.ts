import { expect, test } from 'vitest'
import { errorCodeList } from '../../../../domain/errors/codes.ts'
import { declineReasonSchema } from '../../../../domain/payment/attempt.ts'
import { declineNext, failureCause, failureNext } from '../../../../renderer/till/payment/outcome-messages.ts'

test('every reason for a decline has words', () => {
  for (const reason of declineReasonSchema.options) expect(declineNext[reason].defaultMessage).toBeTruthy()
})

test('words after a decline never shame or leak', () => {
  const shaming = /fund|balance|money on|stolen|lost|fraud|block|suspicious|limit|credit/i
  for (const message of Object.values(declineNext)) expect(message.defaultMessage).not.toMatch(shaming)
})

test('a card without money on its account is told like any other decline', () => {
  expect(declineNext.insufficient_funds.defaultMessage).toBe(declineNext.generic.defaultMessage)
})

test('every error code has words, and those that are not in the table name their code', () => {
  for (const code of errorCodeList) {
    const message = failureNext[failureCause(code)].defaultMessage
    if (failureCause(code) === 'other') expect(message).toContain('{code}')
    else expect(message).toBeTruthy()
  }
  expect(failureCause('a_code_of_tomorrow')).toBe('other')
  expect(failureCause(null)).toBe('other')
})

test('no failure tells to charge again', () => {
  for (const message of Object.values(failureNext))
    expect(message.defaultMessage).not.toMatch(/charge again/i)
})
