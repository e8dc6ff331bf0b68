/** What of a call and its answer is kept beside how it went: which objects, how much, and both in short. */
export type CallSummary = {
  /** The processor's objects that the call was about, the answer's own first: `pi_…`, `tmr_…`. */
  readonly objectIds: readonly string[]
  readonly amountMinor: number | null
  readonly last4: string | null
  readonly asked: unknown
  /** null when there was no answer. */
  readonly answered: unknown
}

const idNames = ['id', 'paymentId', 'chargeId', 'refundId', 'readerId', 'locationId'] as const
const listMax = 3
const textMax = 200
const depthMax = 3

/** Left out of both: our own marks, which every call carries; the key, which stands beside it; what opens something for whoever reads it. */
const leftOut: ReadonlySet<string> = new Set([
  'key',
  'marks',
  'secret',
  'url',
  'returnUrl',
  'registrationCode',
])

type Fields = Readonly<Record<string, unknown>>

/** Pure. Long lists become their length, long texts their beginning. Redaction is `recordEvents`' business. */
export function summariseCall(request: unknown, answer: unknown): CallSummary {
  const [asked, answered] = [fieldsOf(request), fieldsOf(answer)]
  const action = fieldsOf(answered['action'])
  const ids = [answered, action, asked].flatMap((fields) => idNames.map((name) => fields[name]))
  const amount = asked['amountMinor'] ?? answered['amountMinor']
  const last4 = fieldsOf(answered['card'])['last4']
  return {
    objectIds: [...new Set(ids.filter((id) => typeof id === 'string' && id !== ''))] as string[],
    amountMinor: typeof amount === 'number' && Number.isSafeInteger(amount) ? amount : null,
    last4: typeof last4 === 'string' ? last4 : null,
    asked: inShort(request, 0),
    answered: inShort(answer, 0),
  }
}

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}

function inShort(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.length > textMax ? `${value.slice(0, textMax)}…` : value
  if (Array.isArray(value))
    return value.length > listMax || depth >= depthMax
      ? { count: value.length }
      : value.map((part: unknown) => inShort(part, depth + 1))
  if (typeof value !== 'object' || value === null) return value ?? null
  if (depth >= depthMax) return '…'
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, part]) => !leftOut.has(name) && part !== null && part !== undefined)
      .map(([name, part]) => [name, inShort(part, depth + 1)]),
  )
}
