import { assert } from '../../domain/assert.ts'

const needsEscape = /[^\x20\x21\x23-\x5b\x5d-\x7e]/

function quoted(text: string): string {
  if (!needsEscape.test(text)) return `"${text}"`
  assert(text.isWellFormed(), 'a text with half a character cannot be journalled')
  return JSON.stringify(text)
}

/**
 * RFC 8785 text of a JSON value: keys in UTF-16 order, no blanks; undefined members are left out, as `JSON.stringify` does. The same bytes as
 * the domain's function of this name in a third of the time, because every sale waits for it; a property test holds the two together.
 */
export function canonicalText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quoted(value)
    case 'number':
      assert(Number.isFinite(value), 'a number that is not finite cannot be journalled')
      return String(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      if (value === null) return 'null'
      return Array.isArray(value) ? canonicalArray(value) : canonicalObject(value)
    default:
      assert(false, `a ${typeof value} cannot be journalled`)
  }
}

function canonicalArray(values: readonly unknown[]): string {
  let text = '['
  for (let index = 0; index < values.length; index++) {
    if (index > 0) text += ','
    text += canonicalText(values[index])
  }
  return `${text}]`
}

function canonicalObject(value: object): string {
  const keys = sortFew(Object.keys(value))
  let text = '{'
  let separator = ''
  for (const key of keys) {
    const member = (value as Readonly<Record<string, unknown>>)[key]
    if (member === undefined) continue
    text += `${separator}${quoted(key)}:${canonicalText(member)}`
    separator = ','
  }
  return `${text}}`
}

/** Insertion sort: objects here have a dozen keys, mostly in order already. */
function sortFew(keys: string[]): string[] {
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
