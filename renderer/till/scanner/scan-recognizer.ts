/**
 * Tells a barcode scanner that types like a keyboard from a person who types. The rules are the ones that shops are used to: keys follow each
 * other within 100 ms, there are at least three, and Enter, Tab or silence ends them. Pure: time comes with each key.
 */
export type ScanKey = {
  readonly key: string
  readonly atMs: number
  /**
   * Where the key would be typed: nowhere (`page`); where a person types quickly too, so that only what no finger can do is a scan (`typing`:
   * the search, the number pads); or into a field that must be left alone (`other-field`).
   */
  readonly target: 'page' | 'typing' | 'other-field'
  /** Ctrl, Alt or Meta is down: a shortcut, not a code. Shift is part of typing. */
  readonly modified: boolean
  readonly repeat: boolean
}

export type ScanVerdict =
  /** Not part of a code. */
  | { readonly kind: 'none' }
  /** May be one: wait for more. `swallow`: the key must not press what has focus (a blank would press a button). */
  | { readonly kind: 'collecting'; readonly swallow: boolean }
  /** A whole code ended with this key, which must do nothing else. */
  | { readonly kind: 'scanned'; readonly code: string }

export type ScanRecognizer = {
  feed(key: ScanKey): ScanVerdict
  /** Called when nothing was typed for `maxGapMs`: the code of a scanner that sends no Enter, or null. */
  silence(): string | null
}

export const defaultMaxGapMs = 100
const minLength = 3
const maxLength = 200
/** Where people type, a fast typist must not pass for a scanner: only a long run of digits counts, much faster than fingers. */
const typingMinDigits = 8
const typingMaxAverageGapMs = 45

export function createScanRecognizer(maxGapMs: number = defaultMaxGapMs): ScanRecognizer {
  let text = ''
  let startedAtMs = 0
  let lastAtMs = 0
  let isTyping = false

  const reset = (): void => {
    text = ''
  }

  const isCode = (): boolean => {
    if (text.length < minLength) return false
    if (!isTyping) return true
    const averageGapMs = (lastAtMs - startedAtMs) / Math.max(1, text.length - 1)
    return /^\d+$/.test(text) && text.length >= typingMinDigits && averageGapMs <= typingMaxAverageGapMs
  }

  const take = (): string | null => {
    const code = isCode() ? text.trim() : ''
    reset()
    return code.length >= minLength ? code : null
  }

  const feed = ({ key, atMs, target, modified, repeat }: ScanKey): ScanVerdict => {
    if (key === 'Shift' || key === 'CapsLock') return { kind: 'none' }
    if (target === 'other-field' || modified || repeat) {
      reset()
      return { kind: 'none' }
    }
    if (text !== '' && atMs - lastAtMs > maxGapMs) reset()
    if (key === 'Enter' || key === 'Tab') {
      const code = take()
      return code === null ? { kind: 'none' } : { kind: 'scanned', code }
    }
    if ([...key].length !== 1) {
      reset()
      return { kind: 'none' }
    }
    if (text === '') startedAtMs = atMs
    const swallow = key === ' ' && text !== '' && target === 'page'
    text = (text + key).slice(0, maxLength)
    lastAtMs = atMs
    isTyping = target === 'typing'
    return { kind: 'collecting', swallow }
  }

  /** Where people type, text without an end key is theirs. */
  const silence = (): string | null => {
    if (isTyping) {
      reset()
      return null
    }
    return take()
  }

  return { feed, silence }
}
