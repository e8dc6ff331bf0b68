import { describe, expect, test } from 'vitest'
import {
  createScanRecognizer,
  type ScanKey,
  type ScanVerdict,
} from '../../../../../renderer/till/scanner/scan-recognizer.ts'

const ean = '4006381333931'

/** Types a text with a gap between keys, then the keys that end it; answers the last verdict and the recognizer. */
function typed(text: string, gapMs: number, ends: readonly string[], change: Partial<ScanKey> = {}) {
  const recognizer = createScanRecognizer()
  let atMs = 1_000
  let verdict: ScanVerdict = { kind: 'none' }
  for (const key of [...text, ...ends]) {
    verdict = recognizer.feed({ key, atMs, target: 'page', modified: false, repeat: false, ...change })
    atMs += gapMs
  }
  return { recognizer, verdict }
}

describe('a scanner that types like a keyboard', () => {
  test.each(['Enter', 'Tab'])('a barcode typed fast and ended by %s is a scan', (end) => {
    expect(typed(ean, 10, [end]).verdict).toEqual({ kind: 'scanned', code: ean })
  })

  test('a scanner that sends no Enter is recognised by the silence after the code', () => {
    const { recognizer, verdict } = typed(ean, 50, [])
    expect(verdict.kind).toBe('collecting')
    expect(recognizer.silence()).toBe(ean)
    expect(recognizer.silence()).toBeNull()
  })

  test('keys up to 100 ms apart belong to one code, slower ones do not', () => {
    expect(typed('123456', 100, ['Enter']).verdict).toEqual({ kind: 'scanned', code: '123456' })
    expect(typed('123456', 101, ['Enter']).verdict).toEqual({ kind: 'none' })
  })

  test('fewer than three characters are no code', () => {
    expect(typed('12', 10, ['Enter']).verdict).toEqual({ kind: 'none' })
    expect(typed('12', 10, []).recognizer.silence()).toBeNull()
    expect(typed('123', 10, ['Enter']).verdict).toEqual({ kind: 'scanned', code: '123' })
  })

  test('Shift is part of typing and does not break a code', () => {
    const recognizer = createScanRecognizer()
    const keys = ['Shift', 'A', 'B', 'Shift', 'C', '-', '1']
    keys.forEach((key, index) => {
      recognizer.feed({ key, atMs: index * 10, target: 'page', modified: false, repeat: false })
    })
    expect(recognizer.silence()).toBe('ABC-1')
  })

  test('a shortcut is left alone and ends what was collected', () => {
    const { recognizer } = typed('123', 10, [])
    const shortcut = { key: 'c', atMs: 1_030, target: 'page', modified: true, repeat: false } as const
    expect(recognizer.feed(shortcut)).toEqual({ kind: 'none' })
    expect(recognizer.silence()).toBeNull()
  })

  test('a key that is held down is not a scan', () => {
    expect(typed('7777777', 30, ['Enter'], { repeat: true }).verdict).toEqual({ kind: 'none' })
  })

  test('what is typed into another field is never taken, however fast', () => {
    const { recognizer, verdict } = typed(ean, 5, ['Enter'], { target: 'other-field' })
    expect(verdict).toEqual({ kind: 'none' })
    expect(recognizer.silence()).toBeNull()
  })

  test('an Enter of a person, with nothing collected, presses what has focus', () => {
    expect(typed('', 10, ['Enter']).verdict).toEqual({ kind: 'none' })
  })

  test('a blank inside a code does not press the button that has focus, a first blank does', () => {
    expect(typed('AB ', 10, []).verdict).toEqual({ kind: 'collecting', swallow: true })
    expect(typed(' ', 10, []).verdict).toEqual({ kind: 'collecting', swallow: false })
  })
})

describe('where people type too', () => {
  const field = { target: 'typing' } as const

  test('a fast run of digits ended by Enter is a scan', () => {
    expect(typed(ean, 12, ['Enter'], field).verdict).toEqual({ kind: 'scanned', code: ean })
  })

  test('a fast typist is not a scanner', () => {
    expect(typed('chocolate', 30, ['Enter'], field).verdict).toEqual({ kind: 'none' })
    expect(typed('12345678', 80, ['Enter'], field).verdict).toEqual({ kind: 'none' })
  })

  test('an amount keyed fast on a pad is not a scan', () => {
    expect(typed('1500', 20, ['Enter'], field).verdict).toEqual({ kind: 'none' })
  })

  test('without an end key the text is the person’s', () => {
    expect(typed(ean, 12, [], field).recognizer.silence()).toBeNull()
  })
})
