import { assert } from '../../domain/assert.ts'

/**
 * RFC 8785 text of a JSON value: keys in UTF-16 order, no blanks; undefined members are left out, as `JSON.stringify` does. The same bytes as
 * the domain's function of this name in a fraction of the time, because every sale waits for it; a property test holds the two together.
 */
export function canonicalText(value: unknown): string {
  const text = writtenAsItStands(value)
  if (text !== null) return text
  const found = { oddKey: false }
  const sorted = inOrder(value, found)
  return (found.oddKey ? null : written(sorted)) ?? spelledOut(value)
}

/** What is built in canonical order, as operations and tenders are, needs no copy; null for anything else. */
const writtenAsItStands = (value: unknown): string | null => (standsInOrder(value) ? written(value) : null)

/** The engine's own writer is the fastest there is, and RFC 8785 is its very format once the keys are in order. */
function written(value: unknown): string | null {
  const text = JSON.stringify(value)
  // Half a character is written as an escape, which well-formed text has only for control characters.
  return text.includes('\\ud') ? null : text
}

function standsInOrder(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true
    case 'number':
      return Number.isFinite(value)
    case 'object':
      if (value === null) return true
      return Array.isArray(value) ? value.every(standsInOrder) : hasKeysInOrder(value)
    default:
      return false
  }
}

function hasKeysInOrder(value: object): boolean {
  let before = ':'
  for (const key in value) {
    if (key <= before || key === '__proto__') return false
    before = key
    if (!standsInOrder((value as Readonly<Record<string, unknown>>)[key])) return false
  }
  return true
}

/** A copy with every object's keys in order. `oddKey`: some object has a key that an object would not keep in its place. */
function inOrder(value: unknown, found: { oddKey: boolean }): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      assert(Number.isFinite(value), 'a number that is not finite cannot be journalled')
      return value
    case 'object': {
      if (value === null) return null
      if (!Array.isArray(value)) return objectInOrder(value, found)
      const copy: unknown[] = []
      for (let index = 0; index < value.length; index++) copy.push(inOrder(value[index], found))
      return copy
    }
    default:
      assert(false, `a ${typeof value} cannot be journalled`)
  }
}

function objectInOrder(value: object, found: { oddKey: boolean }): unknown {
  const keys = sortFew(Object.keys(value))
  const copy: Record<string, unknown> = {}
  for (const key of keys) {
    const member = (value as Readonly<Record<string, unknown>>)[key]
    if (member === undefined) continue
    // Every object puts whole numbers first, and `__proto__` is no key at all.
    if (key <= ':' || key === '__proto__') found.oddKey = true
    copy[key] = inOrder(member, found)
  }
  return copy
}

const needsEscape = /[^\x20\x21\x23-\x5b\x5d-\x7e]/

function quoted(text: string): string {
  if (!needsEscape.test(text)) return `"${text}"`
  assert(text.isWellFormed(), 'a text with half a character cannot be journalled')
  return JSON.stringify(text)
}

/** The same by hand, for the values that `JSON.stringify` would write otherwise. */
function spelledOut(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(spelledOut).join(',')}]`
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  members.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, member]) => `${quoted(key)}:${spelledOut(member)}`).join(',')}}`
}

/** Insertion sort: objects here have a dozen keys, mostly in order already. */
export function sortFew(keys: string[]): string[] {
  for (let index = 1; index < keys.length; index++) {
    const key = keys[index] as string
    let at = index - 1
    while (at >= 0 && (keys[at] as string) > key) {
      keys[at + 1] = keys[at] as string
      at -= 1
    }
    keys[at + 1] = key
  }
  return keys
}
