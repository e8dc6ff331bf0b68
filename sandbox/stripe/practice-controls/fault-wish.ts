import { z } from 'zod'
import { StripeRefusal } from '../http/stripe-refusal.ts'
import type { Fault, PlannedFault } from './faults.ts'

export const milliseconds = z.number().int().min(0).max(600_000)

/** Why the limiter says it refuses, docs.stripe.com/rate-limits. */
const reasons = [
  'global-rate',
  'endpoint-rate',
  'global-concurrency',
  'endpoint-concurrency',
  'resource-specific',
] as const

const wish = z.strictObject({
  kind: z.enum([
    'hang',
    'drop',
    'truncate',
    'error_500',
    'error_500_stored',
    'conflict',
    'reader_timeout',
    'reader_busy',
    'reader_offline',
    'reader_hardware_fault',
    'lock_timeout',
    'rate_limit',
  ]),
  when: z.enum(['before', 'after']).default('before'),
  delay_ms: milliseconds.default(1_000),
  reason: z.enum(reasons).default('global-rate'),
})

export const plannedFaultBody = wish.extend({
  count: z.number().int().min(1).max(10_000).default(1),
  method: z.enum(['GET', 'POST', 'DELETE']).nullable().default(null),
  path: z.string().default(''),
})

const faultOf = ({ kind, when, delay_ms, reason }: z.infer<typeof wish>): Fault => {
  switch (kind) {
    case 'hang':
      return { kind, when, delayMs: delay_ms }
    case 'drop':
    case 'error_500':
    case 'reader_timeout':
      return { kind, when }
    case 'truncate':
      return { kind, when: 'after' }
    case 'rate_limit':
      return { kind, when: 'before', reason }
    case 'error_500_stored':
    case 'conflict':
    case 'reader_busy':
    case 'reader_offline':
    case 'reader_hardware_fault':
    case 'lock_timeout':
      return { kind, when: 'before' }
  }
}

/** A fault for the next requests that fit. */
export const plannedFault = ({
  count,
  method,
  path,
  ...asked
}: z.infer<typeof plannedFaultBody>): PlannedFault => ({
  fault: faultOf(asked),
  method,
  pathContains: path,
  remaining: count,
})

const notAFault = (header: string, why: string): StripeRefusal =>
  new StripeRefusal({
    status: 400,
    executed: false,
    error: {
      type: 'invalid_request_error',
      message: `The practice Stripe does not understand X-Practice-Fault "${header.slice(0, 100)}": ${why}.`,
    },
  })

/**
 * Reads `X-Practice-Fault`, which makes this one request go wrong: `error_500; when=after`, `hang; delay_ms=2000`.
 * Throws a StripeRefusal for what is not a fault.
 */
export const faultOfHeader = (header: string | undefined): Fault | undefined => {
  if (header === undefined) return undefined
  const [kind = '', ...rest] = header.split(';').map((part) => part.trim())
  const named = rest
    .filter((part) => part !== '')
    .map((part) => part.split('=', 2).map((side) => side.trim()))
  const values = named.map(([name = '', value = '']) => [name, name === 'delay_ms' ? Number(value) : value])
  const parsed = wish.safeParse({ ...Object.fromEntries(values), kind })
  if (parsed.success) return faultOf(parsed.data)
  const issue = parsed.error.issues[0]
  throw notAFault(header, `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim())
}
