import type { Kind, Records } from '../store/records.ts'
import type { World } from '../world.ts'
import { type FormValue, isHash } from './form.ts'
import { filledText, hashOf, integer, optional, type Parsed, type Parser } from './params.ts'
import { invalidParameter } from './stripe-refusal.ts'

const limitMax = 100
const limitDefault = 10

const limit: Parser<number> = (value, path) => {
  const read = integer(value, path)
  if (read < 1)
    throw invalidParameter(path, 'parameter_invalid_integer', `This value must be at least 1: ${path}`)
  if (read > limitMax) {
    throw invalidParameter(
      path,
      'parameter_invalid_integer',
      `This value must be at most ${limitMax}: ${path}`,
    )
  }
  return read
}

const range = hashOf({
  gt: optional(integer),
  gte: optional(integer),
  lt: optional(integer),
  lte: optional(integer),
})
type Range = Parsed<{
  gt: ReturnType<typeof optional<number>>
  gte: ReturnType<typeof optional<number>>
  lt: ReturnType<typeof optional<number>>
  lte: ReturnType<typeof optional<number>>
}>

/** `created=1764000000` or `created[gte]=…`. */
const created: Parser<Range> = (value: FormValue, path) => {
  if (isHash(value)) return range(value, path)
  const exact = integer(value, path)
  return { gte: exact, lte: exact, gt: undefined, lt: undefined }
}

/** The parameters of every list. */
export const pageFields = {
  limit: optional(limit),
  starting_after: optional(filledText),
  ending_before: optional(filledText),
}
/** Those, and `created`. */
export const datedPageFields = { ...pageFields, created: optional(created) }

interface PageParams {
  readonly limit: number | undefined
  readonly starting_after: string | undefined
  readonly ending_before: string | undefined
  readonly created?: Range | undefined
}

const withinRange = (at: number, range: Range | undefined): boolean =>
  range === undefined ||
  (at > (range.gt ?? Number.NEGATIVE_INFINITY) &&
    at >= (range.gte ?? Number.NEGATIVE_INFINITY) &&
    at < (range.lt ?? Number.POSITIVE_INFINITY) &&
    at <= (range.lte ?? Number.POSITIVE_INFINITY))

interface ListQuery<K extends Kind> {
  readonly kind: K
  readonly url: string
  readonly params: PageParams
  readonly parent?: string | undefined
  readonly where?: (object: Records[K]) => boolean
  readonly render?: (object: Records[K]) => object
}

const createdOf = (object: Records[Kind]): number => ('created' in object ? object.created : 0)

/** One page of a list, newest first, as docs.stripe.com/api/pagination describes it. */
export const listPage = <K extends Kind>(world: World, query: ListQuery<K>): object => {
  const { kind, params } = query
  const size = params.limit ?? limitDefault
  if (params.starting_after !== undefined && params.ending_before !== undefined) {
    throw invalidParameter(
      'starting_after',
      'parameters_exclusive',
      'You may only specify one of these parameters: starting_after, ending_before.',
    )
  }
  const beyond = params.starting_after ?? params.ending_before
  if (beyond !== undefined && world.store.get(kind, beyond) === undefined) {
    const param = params.starting_after === undefined ? 'ending_before' : 'starting_after'
    throw invalidParameter(param, 'resource_missing', `No such ${kind}: '${beyond}'`)
  }
  const backwards = params.ending_before !== undefined
  const found: Records[K][] = []
  const walk = world.store.walk(kind, {
    order: backwards ? 'oldest first' : 'newest first',
    beyond,
    parent: query.parent,
  })
  for (const object of walk) {
    if (!withinRange(createdOf(object), params.created)) continue
    if (query.where !== undefined && !query.where(object)) continue
    found.push(object)
    if (found.length > size) break
  }
  const page = found.slice(0, size)
  if (backwards) page.reverse()
  return {
    object: 'list',
    data: page.map((object) => query.render?.(object) ?? object),
    has_more: found.length > size,
    url: query.url,
  }
}
