import { find } from '../http/find.ts'
import { listPage, pageFields } from '../http/list-page.ts'
import { mergeMetadata, metadataChange } from '../http/metadata.ts'
import {
  emptyable,
  filledText,
  hashOf,
  notPractised,
  optional,
  type Parsed,
  type Parser,
  readShape,
  required,
  text,
} from '../http/params.ts'
import { ok, type Route } from '../http/route.ts'
import { invalidParameter, invalidRequest } from '../http/stripe-refusal.ts'
import type { Context } from '../world.ts'
import type { Address, Location } from './location.ts'
import { newLocation } from './new-location.ts'

const country: Parser<string> = (value, path) => {
  const read = filledText(value, path).toUpperCase()
  if (/^[A-Z]{2}$/.test(read)) return read
  throw invalidParameter(
    path,
    'country_code_invalid',
    `Country '${read}' is unknown: use two letters such as US.`,
  )
}

const addressFields = {
  city: optional(emptyable(text)),
  country: optional(country),
  line1: optional(emptyable(text)),
  line2: optional(emptyable(text)),
  postal_code: optional(emptyable(text)),
  state: optional(emptyable(text)),
}
const japaneseFields = {
  address_kana: notPractised,
  address_kanji: notPractised,
  display_name_kana: notPractised,
  display_name_kanji: notPractised,
}
const createFields = {
  ...japaneseFields,
  address: required(hashOf({ ...addressFields, country: required(country) })),
  configuration_overrides: optional(filledText),
  display_name: required(filledText),
  metadata: optional(metadataChange),
  phone: optional(filledText),
}
const updateFields = {
  ...japaneseFields,
  address: optional(hashOf(addressFields)),
  configuration_overrides: optional(emptyable(filledText)),
  display_name: optional(filledText),
  metadata: optional(metadataChange),
  phone: optional(emptyable(text)),
}

const mergedAddress = (kept: Address | null, change: Parsed<typeof addressFields> | undefined): Address => {
  const pick = (name: keyof Address): string | null => change?.[name] ?? kept?.[name] ?? null
  return {
    city: pick('city'),
    country: pick('country'),
    line1: pick('line1'),
    line2: pick('line2'),
    postal_code: pick('postal_code'),
    state: pick('state'),
  }
}

/** The configuration that readers here follow, if the request names one; throws a StripeRefusal when there is none such. */
const overrides = (context: Context, id: string | null | undefined): { configuration_overrides?: string } =>
  id == null
    ? {}
    : {
        configuration_overrides: find(
          context,
          'terminal.configuration',
          id,
          'configuration_overrides',
          'parameter',
        ).id,
      }

const updated = (context: Context, location: Location, params: Parsed<typeof updateFields>): Location => {
  const { phone: keptPhone, configuration_overrides: keptOverrides, ...rest } = location
  const asked = params.configuration_overrides
  const phone = params.phone === undefined ? keptPhone : params.phone
  return {
    ...rest,
    address: mergedAddress(location.address, params.address),
    display_name: params.display_name ?? location.display_name,
    metadata: mergeMetadata(location.metadata, params.metadata),
    ...(phone == null ? {} : { phone }),
    ...overrides(context, asked === undefined ? keptOverrides : asked),
  }
}

const collection = '/v1/terminal/locations'

export const locationRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: collection,
    handle: (context, call) => {
      const params = readShape(createFields, call.params)
      const address = mergedAddress(null, params.address)
      const metadata = mergeMetadata({}, params.metadata)
      const location = {
        ...newLocation(context, params.display_name, address, metadata, params.phone),
        ...overrides(context, params.configuration_overrides),
      }
      context.store.put('terminal.location', location)
      return ok(location)
    },
  },
  {
    method: 'GET',
    path: collection,
    handle: (context, call) => {
      const params = readShape(pageFields, call.params)
      return ok(listPage(context, { kind: 'terminal.location', url: collection, params }))
    },
  },
  {
    method: 'GET',
    path: `${collection}/:id`,
    handle: (context, call) => {
      readShape({}, call.params)
      return ok(find(context, 'terminal.location', call.id, 'location'))
    },
  },
  {
    method: 'POST',
    path: `${collection}/:id`,
    handle: (context, call) => {
      const params = readShape(updateFields, call.params)
      const location = updated(context, find(context, 'terminal.location', call.id, 'location'), params)
      context.store.put('terminal.location', location)
      return ok(location)
    },
  },
  {
    method: 'DELETE',
    path: `${collection}/:id`,
    handle: (context, call) => {
      readShape({}, call.params)
      const { id, object } = find(context, 'terminal.location', call.id, 'location')
      for (const reader of context.store.walk('terminal.reader')) {
        if (reader.location !== id) continue
        throw invalidRequest(
          undefined,
          `Location ${id} still has the reader ${reader.label}: delete that first.`,
        )
      }
      context.store.delete('terminal.location', id)
      return ok({ id, object, deleted: true })
    },
  },
]
