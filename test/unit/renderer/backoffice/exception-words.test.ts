import { describe, expect, it } from 'vitest'
import {
  actionsOf,
  exceptionActionSchema,
  exceptionKindSchema,
} from '../../../../domain/exceptions/exception-kinds.ts'
import { actionMessages } from '../../../../renderer/backoffice/exceptions/action-messages.ts'
import { ageOf } from '../../../../renderer/backoffice/exceptions/age-of.ts'
import {
  actionWords,
  foundWords,
  resolutionWords,
} from '../../../../renderer/backoffice/exceptions/exception-words.ts'
import { sweepRules } from '../../../../server/payments/sweep/sweep-rules.ts'

const minute = 60_000

describe('the words of an exception', () => {
  it('say what was found, for every finding of the sweep, of payments, of refunds and of parked records', () => {
    const swept = sweepRules.flatMap(({ verdict }) => verdict.raise ?? [])
    expect(swept.length).toBeGreaterThan(10)
    for (const { kind, finding } of swept)
      expect(foundWords({ kind, details: { finding } }), finding).not.toBeNull()
    for (const finding of ['unknown-there', 'disagrees', 'not-released'])
      expect(foundWords({ kind: 'payment.contradiction', details: { finding } }), finding).not.toBeNull()
    for (const finding of ['failed', 'failed-late'])
      expect(foundWords({ kind: 'refund.failed', details: { finding } }), finding).not.toBeNull()
    for (const reason of ['unreadable', 'fork', 'foreign', 'conflict', 'projection'])
      expect(foundWords({ kind: 'sync.parked', details: { reason } }), reason).not.toBeNull()
  })

  it('leave the server’s own sentence to a finding that this page does not know', () => {
    for (const finding of ['of-a-later-version', 'toString', undefined])
      expect(
        foundWords({ kind: 'payment.orphan', details: finding === undefined ? {} : { finding } }),
      ).toBeNull()
    expect(resolutionWords('something new')).toBeNull()
    expect(resolutionWords('found again: approved')?.id).toBe(resolutionWords('found again')?.id)
  })

  it('call trying again on held money what it is: taking it', () => {
    expect(actionWords('payment.uncaptured', 'replay').verb).toBe(actionMessages.capture)
    expect(actionWords('webhook.dead', 'replay').verb).toBe(actionMessages.replay)
  })

  it('name everything that can be done about any kind', () => {
    for (const kind of exceptionKindSchema.options)
      for (const action of exceptionActionSchema.options)
        expect(actionWords(kind, action).verb.defaultMessage).not.toBe('')
  })
})

describe('what can be done', () => {
  it('always includes closing it, but never for a payment whose outcome is open', () => {
    for (const kind of exceptionKindSchema.options)
      for (const proposed of ['refund', 'cancel', 'replay', 'resolve', 'charged', null])
        expect(actionsOf(kind, { proposed }).includes('resolve'), kind).toBe(kind !== 'payment.lost')
  })

  it('moves money only where the finding proposes it', () => {
    for (const kind of exceptionKindSchema.options) {
      const actions = actionsOf(kind, {})
      expect(actions.includes('refund') || actions.includes('cancel'), kind).toBe(false)
    }
    expect(actionsOf('payment.duplicate', { proposed: 'refund' })[0]).toBe('refund')
    expect(actionsOf('sync.parked', { proposed: 'refund' })).toEqual(['resolve'])
  })
})

it('an age is told in its largest full unit, and one from the future is now', () => {
  expect(ageOf(59 * 1_000)).toEqual({ value: 0, unit: 'minute' })
  expect(ageOf(90 * minute)).toEqual({ value: 1, unit: 'hour' })
  expect(ageOf(47 * 60 * minute)).toEqual({ value: 1, unit: 'day' })
  expect(ageOf(70 * 24 * 60 * minute)).toEqual({ value: 70, unit: 'day' })
  expect(ageOf(-5)).toEqual({ value: 0, unit: 'minute' })
})
