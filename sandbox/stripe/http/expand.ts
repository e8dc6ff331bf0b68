import type { FormHash } from './form.ts'
import { invalidParameter } from './stripe-refusal.ts'

/** Where the id in an expandable field leads; null for the fields that the practice Stripe always leaves empty. */
type Target =
  | 'charge'
  | 'payment_intent'
  | 'payment_method'
  | 'balance_transaction'
  | 'refund'
  | 'terminal.location'
  | 'source of a balance transaction'
  | 'refunds of a charge'
  | null

const expandable: Readonly<Record<string, Readonly<Record<string, Target>>>> = {
  payment_intent: {
    latest_charge: 'charge',
    payment_method: 'payment_method',
    application: null,
    customer: null,
    on_behalf_of: null,
    review: null,
    source: null,
    payment_record: null,
  },
  charge: {
    balance_transaction: 'balance_transaction',
    failure_balance_transaction: 'balance_transaction',
    payment_intent: 'payment_intent',
    refunds: 'refunds of a charge',
    application: null,
    application_fee: null,
    customer: null,
    on_behalf_of: null,
    review: null,
    source_transfer: null,
  },
  refund: {
    balance_transaction: 'balance_transaction',
    failure_balance_transaction: 'balance_transaction',
    charge: 'charge',
    payment_intent: 'payment_intent',
    payment_method: 'payment_method',
    customer: null,
    source_transfer_reversal: null,
    transfer_reversal: null,
  },
  'checkout.session': {
    payment_intent: 'payment_intent',
    customer: null,
    invoice: null,
    payment_link: null,
    setup_intent: null,
    subscription: null,
  },
  balance_transaction: { source: 'source of a balance transaction' },
  payment_method: { customer: null },
  'terminal.reader': {
    location: 'terminal.location',
    'action.process_payment_intent.payment_intent': 'payment_intent',
    'action.collect_payment_method.payment_intent': 'payment_intent',
    'action.confirm_payment_intent.payment_intent': 'payment_intent',
    'action.refund_payment.payment_intent': 'payment_intent',
    'action.refund_payment.charge': 'charge',
    'action.refund_payment.refund': 'refund',
  },
}

const depthMax = 4

/** Fetches what an expandable id stands for, as the API shows it. */
export type Fetch = (target: Exclude<Target, null>, id: string) => object | undefined

interface Node {
  [name: string]: unknown
}
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const fieldFor = (
  kind: string,
  segments: readonly string[],
): { field: string; target: Target } | undefined => {
  for (let length = 1; length <= segments.length; length += 1) {
    const field = segments.slice(0, length).join('.')
    const target = expandable[kind]?.[field]
    if (target !== undefined) return { field, target }
  }
  return undefined
}

const notExpandable = (path: string) =>
  invalidParameter('expand', undefined, `This property cannot be expanded (${path}).`)

const expandPath = (value: unknown, segments: readonly string[], path: string, fetch: Fetch): void => {
  if (segments.length === 0 || value === null) return
  if (!isNode(value) || typeof value.object !== 'string') throw notExpandable(path)
  if (value.object === 'list' && segments[0] === 'data' && Array.isArray(value.data)) {
    for (const item of value.data) expandPath(item, segments.slice(1), path, fetch)
    return
  }
  const found = fieldFor(value.object, segments)
  if (found === undefined) throw notExpandable(path)
  const steps = found.field.split('.')
  const last = steps.pop() ?? ''
  let holder: unknown = value
  for (const step of steps) holder = isNode(holder) ? holder[step] : undefined
  if (!isNode(holder)) return
  const current = holder[last]
  if (found.target === 'refunds of a charge' && current === undefined) {
    holder[last] = fetch(found.target, String(value.id))
  } else if (typeof current === 'string' && found.target !== null) {
    holder[last] = fetch(found.target, current) ?? current
  }
  expandPath(holder[last] ?? null, segments.slice(steps.length + 1), path, fetch)
}

/** Takes `expand` out of the parameters. Throws a StripeRefusal beyond four levels. */
export const takeExpand = (
  params: FormHash,
): { readonly rest: FormHash; readonly paths: readonly string[] } => {
  const { expand, ...rest } = params
  if (expand === undefined || expand === '') return { rest, paths: [] }
  if (!Array.isArray(expand)) throw invalidParameter('expand', undefined, 'Invalid array: expand')
  const paths = expand.map((item: unknown) => {
    if (typeof item !== 'string') throw invalidParameter('expand', undefined, 'Invalid string: expand')
    if (item.split('.').length > depthMax) {
      throw invalidParameter(
        'expand',
        'property_expansion_max_depth',
        `You cannot expand more than ${depthMax} levels of a property. Property: ${item}`,
      )
    }
    return item
  })
  return { rest, paths }
}

/** A copy of a body with the ids at `paths` replaced by the objects they stand for. */
export const expanded = (body: object, paths: readonly string[], fetch: Fetch): object => {
  if (paths.length === 0) return body
  const copy = structuredClone(body)
  for (const path of paths) expandPath(copy, path.split('.'), path, fetch)
  return copy
}
