import { find } from '../http/find.ts'
import { listPage, pageFields } from '../http/list-page.ts'
import {
  boolean,
  emptyable,
  filledText,
  hashOf,
  integer,
  listOf,
  notPractised,
  optional,
  type Parser,
  readShape,
} from '../http/params.ts'
import { ok, type Route } from '../http/route.ts'
import { invalidParameter, invalidRequest } from '../http/stripe-refusal.ts'
import { type Configuration, type CurrencyTipping, type Tipping, tippingCurrencies } from './configuration.ts'
import { accountDefault, newConfiguration } from './new-configuration.ts'

const collection = '/v1/terminal/configurations'

const wholeNumbers: Parser<readonly number[]> = (value, path) => {
  const read = listOf(integer)(value, path)
  if (read.length <= 3 && read.every((number) => number >= 0)) return read
  throw invalidParameter(path, undefined, `At most three suggestions, none of them negative: ${path}`)
}

const perCurrency = hashOf({
  fixed_amounts: optional(wholeNumbers),
  percentages: optional(wholeNumbers),
  smart_tip_threshold: optional(integer),
})

const readTipping = hashOf(
  Object.fromEntries(tippingCurrencies.map((currency) => [currency, optional(perCurrency)])),
)

/** Every currency must be told the same kinds of suggestion, as docs.stripe.com/terminal/features/collecting-tips/on-reader says. */
const tipping: Parser<Tipping> = (value, path) => {
  const read: Record<string, CurrencyTipping> = {}
  for (const [currency, asked] of Object.entries(readTipping(value, path))) {
    if (asked === undefined) continue
    const { fixed_amounts, percentages, smart_tip_threshold } = asked
    read[currency] = {
      ...(fixed_amounts === undefined ? {} : { fixed_amounts }),
      ...(percentages === undefined ? {} : { percentages }),
      ...(smart_tip_threshold === undefined ? {} : { smart_tip_threshold }),
    }
  }
  const kinds = new Set(Object.values(read).map((of) => Object.keys(of).sort().join()))
  if (kinds.size <= 1) return read
  throw invalidParameter(
    path,
    undefined,
    'Give every currency the same kinds of suggestion: percentages, fixed_amounts or smart_tip_threshold.',
  )
}

const fields = {
  bbpos_wisepad3: notPractised,
  bbpos_wisepos_e: notPractised,
  cellular: notPractised,
  name: optional(filledText),
  offline: notPractised,
  reader_security: notPractised,
  reboot_window: notPractised,
  stripe_s700: notPractised,
  stripe_s710: notPractised,
  tipping: optional(emptyable(tipping)),
  wifi: notPractised,
}

const retipped = (kept: Configuration, asked: Tipping | null | undefined): Configuration => {
  if (asked === undefined) return kept
  const { tipping: _old, ...rest } = kept
  return asked === null ? rest : { ...rest, tipping: asked }
}

export const configurationRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: collection,
    handle: (context, call) => {
      const params = readShape(fields, call.params)
      return ok(
        newConfiguration(context, {
          name: params.name ?? null,
          tipping: params.tipping ?? null,
          isDefault: false,
        }),
      )
    },
  },
  {
    method: 'GET',
    path: collection,
    handle: (context, call) => {
      const params = readShape({ ...pageFields, is_account_default: optional(boolean) }, call.params)
      accountDefault(context)
      return ok(
        listPage(context, {
          kind: 'terminal.configuration',
          url: collection,
          params,
          where: ({ is_account_default }) =>
            is_account_default === (params.is_account_default ?? is_account_default),
        }),
      )
    },
  },
  {
    method: 'GET',
    path: `${collection}/:id`,
    handle: (context, call) => {
      readShape({}, call.params)
      return ok(find(context, 'terminal.configuration', call.id, 'configuration'))
    },
  },
  {
    method: 'POST',
    path: `${collection}/:id`,
    handle: (context, call) => {
      const params = readShape(fields, call.params)
      const kept = find(context, 'terminal.configuration', call.id, 'configuration')
      const updated = { ...retipped(kept, params.tipping), name: params.name ?? kept.name }
      context.store.put('terminal.configuration', updated)
      return ok(updated)
    },
  },
  {
    method: 'DELETE',
    path: `${collection}/:id`,
    handle: (context, call) => {
      readShape({}, call.params)
      const { id, object, is_account_default } = find(
        context,
        'terminal.configuration',
        call.id,
        'configuration',
      )
      if (is_account_default) {
        throw invalidRequest(undefined, 'The default configuration of the account cannot be deleted.')
      }
      for (const location of context.store.walk('terminal.location')) {
        if (location.configuration_overrides !== id) continue
        throw invalidRequest(undefined, `Location ${location.display_name} still uses this configuration.`)
      }
      context.store.delete('terminal.configuration', id)
      return ok({ id, object, deleted: true })
    },
  },
]
