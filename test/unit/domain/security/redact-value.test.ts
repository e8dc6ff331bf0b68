import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isValidGtin } from '../../../../domain/catalogue/barcode.ts'
import { storeIdSchema } from '../../../../domain/ids/ids.ts'
import { idempotencyKey } from '../../../../domain/payment/idempotency-key.ts'
import { isLuhnValid } from '../../../../domain/security/card-number.ts'
import { redactValue } from '../../../../domain/security/redact-value.ts'
import { saleId } from '../builders.ts'
import { cardCanaries, cardsIn, secretCanaries, seeded } from './canaries.ts'

describe('redacting a value', () => {
  it('leaves none of 10,000 card numbers, as text, as number, as a name, or in pieces beside each other', () => {
    const canaries = cardCanaries(10_000, 20_261_123)
    const cards = [...canaries.cards]
    const left: string[] = []
    canaries.texts.forEach((text, index) => {
      const card = cards[index] ?? ''
      const groups = card.match(/\d{1,4}/g) ?? []
      const value = {
        note: `card ${text} exp 12/27`,
        deep: [{ [`number ${text}`]: 1, at: [null, text, true] }],
        number: Number(card),
        pieces: card.length === 16 || card.length === 19 ? groups : [],
        named:
          card.length === 16 ? { a: groups[0], b: groups[1], c: groups[2], d: groups[3] } : { all: text },
        digits: [...card],
      }
      const kept = JSON.stringify(redactValue(value))
      left.push(...cardsIn(kept, canaries))
      // In pieces: joined as somebody would who wanted the number back.
      left.push(...cardsIn(kept.replace(/[^0-9a-z]/gi, ''), canaries))
    })
    expect(left).toEqual([])
  })

  it('finds them with its own eyes when nothing hides them', () => {
    const canaries = cardCanaries(500, 7)
    const missed = canaries.texts.filter((text) => cardsIn(`{"a":"${text} x"}`, canaries).length === 0)
    expect(missed).toEqual([])
  })

  it('hides secrets by their shape wherever they stand, and by the name of their field whatever their shape', () => {
    for (const [text, mustNotStay] of secretCanaries) {
      const kept = JSON.stringify(redactValue({ [`k ${text}`]: [`so: ${text}`, { deep: text }] }))
      expect([text, kept.includes(mustNotStay)]).toEqual([text, false])
    }
    for (const name of [
      'pin',
      'password',
      'client_secret',
      'clientSecret',
      'Authorization',
      'set-cookie',
      'privateKey',
      'secret',
    ])
      expect(redactValue({ [name]: 'plain words' })).toEqual({ [name]: '[redacted]' })
    expect(redactValue({ pin: 123_456 })).toEqual({ pin: '[redacted]' })
    expect(redactValue({ pin: null, secret: '', secretNo: 2, pinned: true })).toEqual({
      pin: null,
      secret: '',
      secretNo: 2,
      pinned: true,
    })
  })

  it('gives back the very same value when there is nothing to hide: ids, keys, hashes, times, receipts, amounts, goods', () => {
    const random = seeded(42)
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
    const processorId = (prefix: string): string =>
      `${prefix}_${Array.from({ length: 24 }, () => alphabet[Math.floor(random() * 62)]).join('')}`
    const storeId = storeIdSchema.parse('store')
    fc.assert(
      fc.property(
        fc.nat({ max: 500_000_000_000 }),
        fc.uuid({ version: 7 }),
        fc.integer({ min: 1, max: 99 }),
        fc.nat({ max: 999_999 }),
        fc.nat({ max: 999_999_999_999 }),
        fc.nat({ max: 99_999_999 }),
        (time, uuid, attempt, count, goods, amountMinor) => {
          const atMs = 1_300_000_000_000 + time
          const body = String(goods).padStart(12, '0')
          const ean =
            [...'0123456789'].map((check) => body + check).find((digits) => isValidGtin(digits)) ?? ''
          const key = idempotencyKey({ storeId, saleId, tenderNo: 1, attempt, verb: 'pay' })
          const value = {
            atMs,
            timeText: String(atMs),
            iso: new Date(atMs).toISOString(),
            cursor: `${atMs}.${count}`,
            uuid,
            key,
            callKey: `${key}:process:${attempt}`,
            ids: ['pi', 'ch', 're', 'evt', 'tmr', 'req'].map(processorId),
            receiptNo: `FRONT-${String(count).padStart(6, '0')}`,
            amountMinor,
            amounts: [amountMinor, amountMinor, 4242, 4242],
            latencyMs: (time % 100_000) / 7,
            line: { ean, sku: ean, name: 'Coffee 250 g' },
          }
          expect(redactValue(value)).toBe(value)
        },
      ),
      { numRuns: 3_000, seed: 20_261_123 },
    )
  })

  it('exempts a field made for goods only as far as goods go', () => {
    const both = '4006381333931'
    expect(isValidGtin(both)).toBe(true)
    expect(redactValue({ ean: '4242424242424242' })).toEqual({ ean: '[card number ending 4242]' })
    const tempting = Array.from({ length: 2_000 }, (_, index) => `400638${String(index).padStart(6, '0')}`)
      .flatMap((body) => [...'0123456789'].map((check) => body + check))
      .filter((digits) => isValidGtin(digits) && isLuhnValid(digits))
    expect(tempting.length).toBeGreaterThan(100)
    for (const ean of tempting) expect(redactValue({ ean })).toEqual({ ean })
  })

  it('blots out a number too long to be read without loss', () => {
    const value: unknown = JSON.parse(
      '{"a":6205500000000000004,"b":4242424242424242,"c":1763900000000,"d":-3}',
    )
    expect(redactValue(value)).toEqual({
      a: '[long number]',
      b: '[card number ending 4242]',
      c: 1_763_900_000_000,
      d: -3,
    })
  })
})
