import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { storeIdSchema } from '../../../../domain/ids/ids.ts'
import { sha256Hex } from '../../../../domain/journal/chain.ts'
import { idempotencyKey } from '../../../../domain/payment/idempotency-key.ts'
import { isLuhnValid, looksLikeCardNumber, redact } from '../../../../domain/security/card-number.ts'
import { saleId } from '../builders.ts'

/** Published test numbers of the card schemes: 13 to 19 digits. */
const testCards = [
  '4222222222222',
  '36227206271667',
  '378282246310005',
  '4242424242424242',
  '5555555555554444',
  '2223003122003222',
  '6011111111111117',
  '3566002020360505',
  '6205500000000000004',
]

/** `digits` with the check digit that makes them pass. */
const withCheckDigit = (digits: string): string =>
  [...'0123456789'].map((check) => digits + check).find(isLuhnValid) ?? ''

const aCard = fc
  .tuple(
    fc.constantFrom('4', '51', '2221', '34', '6011', '65', '36', '9792'),
    fc.integer({ min: 13, max: 19 }),
    fc.infiniteStream(fc.nat(9)),
  )
  .map(([prefix, length, stream]) => {
    const rest = [...stream.take(length - 1 - prefix.length)].join('')
    return withCheckDigit(prefix + rest)
  })

const spell = (digits: string, zero: number): string =>
  [...digits].map((digit) => String.fromCodePoint(zero + Number(digit))).join('')

describe('a card number', () => {
  it('is seen in each of the schemes’ own test numbers, and not when one digit is off', () => {
    for (const card of testCards) {
      expect([card, looksLikeCardNumber(card)]).toEqual([card, true])
      const off = card.slice(0, -1) + ((Number(card.at(-1)) + 1) % 10)
      expect([off, looksLikeCardNumber(off)]).toEqual([off, false])
    }
  })

  it('is seen through blanks, dashes, other digits and text around it', () => {
    fc.assert(
      fc.property(
        aCard,
        fc.constantFrom('', ' ', '-', '\u00a0', '\u202f', ' - ', '–', '.', '_', '\t'),
        fc.constantFrom(0x30, 0x660, 0x966, 0xff10, 0x1d7ce),
        fc.constantFrom('', 'card:', 'PAN=', '"', ';'),
        fc.constantFrom('', '=2512101', ' exp 12/27', '"', ' 12/27'),
        (card, separator, zero, before, after) => {
          const grouped = card.replace(/(\d{4})(?=\d)/g, `$1${separator}`)
          const text = before + [...grouped].map((c) => (/\d/.test(c) ? spell(c, zero) : c)).join('') + after
          expect([text, looksLikeCardNumber(text)]).toEqual([text, true])
          expect(redact(text)).toContain(`[card number ending ${card.slice(-4)}]`)
        },
      ),
      { numRuns: 1_000 },
    )
  })

  it('is seen when more digits follow it without a gap', () => {
    expect(redact('42424242424242421227123')).toBe('[card number ending 4242]1227123')
    expect(looksLikeCardNumber('0000378282246310005000')).toBe(true)
  })

  it('is not seen in prices, phone numbers, dates, times, short or broken runs', () => {
    for (const text of [
      '',
      '12.50',
      '+49 30 901820',
      '2026-11-23 06:18:21.123',
      '424242424242',
      '4242 4242 4242 abcd 4242',
      '1795420680005 ms',
      'r4242',
    ]) {
      expect([text, looksLikeCardNumber(text)]).toEqual([text, false])
      expect(redact(text)).toBe(text)
    }
  })
})

describe('redacting', () => {
  it('leaves no run of 13 to 19 digits that passes the card check, whatever it is given', () => {
    const piece = fc.oneof(
      aCard,
      fc.string(),
      fc.constantFrom(' ', '-', '\n', ': '),
      fc.stringMatching(/^\d{1,6}$/),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = redact(pieces.join(''))
        for (const run of text.match(/\d+/g) ?? []) {
          const unixMs = run.length === 13 && run.startsWith('1')
          if (run.length >= 13 && run.length <= 19 && !unixMs)
            expect([run, isLuhnValid(run)]).toEqual([run, false])
        }
        expect(looksLikeCardNumber(text)).toBe(false)
      }),
      { numRuns: 2_000 },
    )
  })

  it('twice is the same as once, and text without anything to hide stays as it is', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            aCard,
            fc.string({ unit: 'grapheme' }),
            fc.constantFrom('sk_live_', 'Bearer ', '_secret_', '?token='),
          ),
        ),
        (pieces) => {
          const once = redact(pieces.join(' '))
          expect(redact(once)).toBe(once)
        },
      ),
    )
    const arabic = 'الطلب ٤٢ جاهز'
    expect(redact(arabic)).toBe(arabic)
  })

  it('hides secrets of every shape and keeps what says which kind it was', () => {
    const rows: readonly (readonly [string, string])[] = [
      ['key sk_live_51HxAbCdEfGhIj is bad', 'key sk_live_[redacted] is bad'],
      ['sk_test_4eC39HqLyjWDarjtT1zdp7dc', 'sk_test_[redacted]'],
      ['rk_live_abcdef123456', 'rk_live_[redacted]'],
      ['whsec_abcDEF123456+/=', 'whsec_[redacted]'],
      ['pst_test_YWNjdF8xMjM0', 'pst_test_[redacted]'],
      ['pi_3NxyZ_secret_abcDEF123', 'pi_3NxyZ_secret_[redacted]'],
      ['seti_1Mm8_secret_abcDEF123', 'seti_1Mm8_secret_[redacted]'],
      ['Authorization: Bearer eyJhbGciOi.abc-def', 'Authorization: Bearer [redacted]'],
      ['authorization: basic c2tfdGVzdDo=', 'authorization: basic [redacted]'],
      ['postgres://till:hunter2@db:5432/x', 'postgres://till:[redacted]@db:5432/x'],
      ['http://h/backoffice/?token=abc123&x=1', 'http://h/backoffice/?token=[redacted]&x=1'],
      ['{"pin":"123456","name":"Ada"}', '{"pin":"[redacted]","name":"Ada"}'],
      ['{"client_secret": "a\\"b"}', '{"client_secret": "[redacted]"}'],
      ['-----BEGIN PRIVATE KEY-----\nMC4CAQ\n-----END PRIVATE KEY----- x', '[redacted] x'],
    ]
    for (const [text, expected] of rows) expect(redact(text)).toBe(expected)
  })

  it('keeps publishable keys, ids and plain words', () => {
    for (const text of [
      'pk_test_abcdefghij',
      'pi_3NxyZabc',
      'ask_me_something',
      'the bearer of news',
      'https://example.org/a?page=2',
      'risk_free',
    ]) {
      expect(redact(text)).toBe(text)
    }
  })

  it('keeps ids of our own, though some hold digits that would pass for a card', () => {
    const storeId = storeIdSchema.parse('store')
    let tempting = 0
    for (let attempt = 1; attempt <= 20_000; attempt += 1) {
      const key = idempotencyKey({ storeId, saleId, tenderNo: 1, attempt, verb: 'pay' })
      const digits = key.match(/\d{13,19}/)?.[0]
      if (digits !== undefined && isLuhnValid(digits)) tempting += 1
      if (redact(key) !== key || looksLikeCardNumber(`x ${key}`)) expect(key).toBe('kept')
    }
    // The case that matters did come up.
    expect(tempting).toBeGreaterThan(0)
    const hash = sha256Hex('x')
    const id = '01901634-1111-7111-8111-111111111111'
    expect(redact(`${hash} ${id}`)).toBe(`${hash} ${id}`)
    expect(redact('4242424242424242'.repeat(4))).not.toContain('4242424242424242')
  })

  it('takes time in proportion to the text, whatever the text', () => {
    for (const text of [
      '1 '.repeat(100_000),
      '1'.repeat(200_000),
      'a'.repeat(200_000),
      '4242424242424242 '.repeat(10_000),
      '"pin":"'.repeat(20_000),
      'a://b:'.repeat(20_000),
      '-----BEGIN '.repeat(10_000),
      'pi_a'.repeat(30_000),
    ]) {
      // A quadratic pass over this much takes minutes and runs into the time limit of the test.
      expect(redact(text).length).toBeGreaterThan(0)
    }
  })
})
