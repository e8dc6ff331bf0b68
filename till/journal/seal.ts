import { hash } from 'node:crypto'
import { assert } from '../../domain/assert.ts'
import type {
  Operation,
  OperationBody,
  OperationHeader,
  OperationKind,
} from '../../domain/journal/operation.ts'

/** An operation and its frozen bytes: canonical JSON, hash included. */
export type Sealed = { readonly operation: Operation; readonly text: string }

/**
 * Seals an operation exactly as `sealOperation` of the domain does, and makes its text in the same go. A sale is committed while a customer
 * waits, and this is a fifth of the time of doing it with the portable functions; a property test holds the two to the same bytes.
 */
export function sealWithText(header: OperationHeader, body: OperationBody<OperationKind>): Sealed {
  const { atMs, ...rest } = header
  // In canonical order `atMs`, `body` and `hash` come before every other key of an operation.
  const start = `{"atMs":${canonical(atMs)},"body":${canonical(body)}`
  const end = canonical(rest).slice(1)
  const digest = hash('sha256', `${start},${end}`, 'hex')
  return {
    operation: { ...header, body, hash: digest } as Operation,
    text: `${start},"hash":"${digest}",${end}`,
  }
}

const needsEscape = /[^\x20\x21\x23-\x5b\x5d-\x7e]/

function quoted(text: string): string {
  if (!needsEscape.test(text)) return `"${text}"`
  assert(text.isWellFormed(), 'a text with half a character cannot be journalled')
  return JSON.stringify(text)
}

/** RFC 8785 for JSON values: keys in UTF-16 order, no blanks. Undefined members are left out, as `JSON.stringify` does. */
export function canonical(value: unknown): string {
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
    text += canonical(values[index])
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
    text += `${separator}${quoted(key)}:${canonical(member)}`
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
