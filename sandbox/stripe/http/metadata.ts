import { type FormValue, isHash } from './form.ts'
import type { Parser } from './params.ts'
import { invalidParameter } from './stripe-refusal.ts'

export type Metadata = Readonly<Record<string, string>>
/** What a request asks of the metadata: null unsets everything, an empty value unsets its key. */
export type MetadataChange = Metadata | null

const keysMax = 50
const keyLengthMax = 40
const valueLengthMax = 500

const entriesOf = (value: FormValue, path: string): readonly (readonly [string, FormValue])[] => {
  if (Array.isArray(value)) return value.map((item: FormValue, index) => [String(index), item] as const)
  if (isHash(value)) return Object.entries(value)
  throw invalidParameter(path, undefined, `Invalid hash: ${path}`)
}

/** Reads `metadata`: values of at most 500 characters under keys of at most 40, docs.stripe.com/api/metadata. */
export const metadataChange: Parser<MetadataChange> = (value, path) => {
  if (value === '') return null
  const read: Record<string, string> = {}
  for (const [key, item] of entriesOf(value, path)) {
    const at = `${path}[${key}]`
    if (typeof item !== 'string') {
      throw invalidParameter(at, undefined, `Metadata values must be strings, but ${at} is nested.`)
    }
    if (key.length > keyLengthMax) {
      throw invalidParameter(
        path,
        undefined,
        `Metadata keys can have up to ${keyLengthMax} characters: ${key}`,
      )
    }
    if (item.length > valueLengthMax) {
      throw invalidParameter(
        at,
        undefined,
        `Metadata values can have up to ${valueLengthMax} characters, but ${at} has ${item.length}.`,
      )
    }
    read[key] = item
  }
  return read
}

/** Merges a change into what is there. Throws a StripeRefusal beyond 50 keys. */
export const mergeMetadata = (existing: Metadata, change: MetadataChange | undefined): Metadata => {
  if (change === undefined) return existing
  if (change === null) return {}
  const merged = Object.fromEntries(
    Object.entries({ ...existing, ...change }).filter(([, value]) => value !== ''),
  )
  if (Object.keys(merged).length > keysMax) {
    throw invalidParameter('metadata', undefined, `Metadata can have up to ${keysMax} keys.`)
  }
  return merged
}
