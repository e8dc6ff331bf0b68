import type { ProcessorAnswer } from '../../../domain/payment/processor.ts'
import { readWireError, type StripeClient } from './client.ts'
import { answerOfError } from './errors.ts'

type Options = { readonly timeout: number }
type Probe = { readonly permission: string; readonly call: () => Promise<unknown> }

/** An id no object has. A write to it is refused whoever asks: with 403 when the key lacks the permission, else with "no such object". */
const nothing = 'cashwrap_permission_check'

/**
 * One harmless call for each permission this adapter needs. Reads list one object; writes speak of an object that does not exist, so that nothing
 * can come of them. What a key may do is shown to it only by its refusals. https://docs.stripe.com/keys/restricted-api-keys
 */
function probes(client: StripeClient, options: Options): readonly Probe[] {
  const { accounts, paymentIntents, refunds, charges, events, terminal, checkout } = client
  const one = { limit: 1 }
  return [
    { permission: 'Account: Read', call: () => accounts.retrieveCurrent({}, options) },
    { permission: 'PaymentIntents: Read', call: () => paymentIntents.list(one, options) },
    { permission: 'PaymentIntents: Write', call: () => paymentIntents.cancel(nothing, {}, options) },
    { permission: 'Charges and Refunds: Read', call: () => charges.list(one, options) },
    { permission: 'Charges and Refunds: Write', call: () => refunds.update(nothing, {}, options) },
    { permission: 'Events: Read', call: () => events.list(one, options) },
    { permission: 'Terminal Readers: Read', call: () => terminal.readers.list(one, options) },
    {
      permission: 'Terminal Readers: Write',
      call: () => terminal.readers.cancelAction(nothing, {}, options),
    },
    { permission: 'Terminal Locations: Read', call: () => terminal.locations.list(one, options) },
    {
      permission: 'Terminal Locations: Write',
      call: () => terminal.locations.update(nothing, {}, options),
    },
    {
      permission: 'Terminal Connection tokens: Write',
      call: () => terminal.connectionTokens.create({ location: nothing }, options),
    },
    { permission: 'Checkout Sessions: Write', call: () => checkout.sessions.expire(nothing, {}, options) },
  ]
}

/** What Stripe itself calls it, where its refusal says so: `Enabling "Prices Read" ('plan_read') permissions on this key …`. */
export const permissionNamed = (message: string): string | null =>
  /Enabling (.+?) permissions? on this key/.exec(message)?.[1] ??
  /Having the '([a-z_]+)' permission/.exec(message)?.[1] ??
  null

/**
 * What the key may not do and must. Every probe is one call; they go out together. A key that is refused altogether (401) or a processor that cannot
 * be asked is answered as such: then nothing is known about permissions.
 */
export async function missingPermissions(
  client: StripeClient,
  options: Options,
): Promise<ProcessorAnswer<readonly string[]>> {
  type Finding = { readonly missing: string | null } | Exclude<ProcessorAnswer<never>, { kind: 'done' }>
  const findings = await Promise.all(
    probes(client, options).map(async ({ permission, call }): Promise<Finding> => {
      try {
        await call()
        return { missing: null }
      } catch (error) {
        const known = readWireError(error)
        if (known === null) throw error
        if (known.httpStatus === 403) {
          const named = permissionNamed(known.message)
          return { missing: named === null ? permission : `${permission} (${named})` }
        }
        const answer = answerOfError(known)
        // Judged and found to be about nothing: the permission was there.
        const judged = known.httpStatus === 400 || known.httpStatus === 404
        return judged ? { missing: null } : answer
      }
    }),
  )
  const missing: string[] = []
  for (const finding of findings) {
    if ('kind' in finding) return finding
    if (finding.missing !== null) missing.push(finding.missing)
  }
  return { kind: 'done', value: missing, requestId: null }
}
