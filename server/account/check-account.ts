import type { Mode } from '../../domain/mode/mode.ts'
import type { ProcessorAnswer, ProcessorVerbs } from '../../domain/payment/processor.ts'
import { type Failure, fail } from '../../domain/result.ts'
import type { Db } from '../store/store.ts'
import { bindAccount } from './bind-account.ts'

export type AccountDeps = {
  readonly mode: Mode
  readonly db: Db
  readonly processor: {
    readonly id: string
    readonly name: string
  } & Pick<ProcessorVerbs, 'account' | 'missingPermissions'>
}

/**
 * What the processor says of the key.
 * agreed      it may do all that is needed, in the account of this database
 * refused     it may not; the sentence says what is wrong and what to do
 * unanswered  nobody could be asked
 */
export type AccountFinding =
  | { readonly kind: 'agreed' }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'unanswered'; readonly why: string }

const refused = (failure: Failure): AccountFinding => ({ kind: 'refused', failure })

/** The key itself was turned away: wrong, expired, revoked. Anything else that is no answer is only the lack of one. */
function notAnswered(
  answer: Exclude<ProcessorAnswer<unknown>, { kind: 'done' }>,
  name: string,
): AccountFinding {
  const { code, httpStatus } = answer.cause
  if (httpStatus !== 401) return { kind: 'unanswered', why: code }
  return refused(
    fail(
      'processor_refused',
      `${name} does not accept the key of this server (${code}); make a new key there and give it to this server.`,
    ),
  )
}

const lacking = (name: string, missing: readonly string[]): Failure =>
  fail(
    'permission_denied',
    `The restricted key of this server lacks ${missing.length === 1 ? 'a permission' : `${missing.length} permissions`} at ${name}: ${missing.join('; ')}; give it in the dashboard, where the key is edited, and start again.`,
  )

/**
 * Asks the processor whose key this is and what it may not do, and binds the database to the account. Only asks and reads at the processor.
 * Failures: `mode_mismatch`, `account_mismatch`, `permission_denied`, `processor_refused`.
 */
export async function checkAccount({ mode, db, processor }: AccountDeps): Promise<AccountFinding> {
  const [account, permissions] = await Promise.all([processor.account(), processor.missingPermissions()])
  const missing = permissions.kind === 'done' ? permissions.value : []
  // A restricted key may be kept from knowing its own account.
  if (account.kind !== 'done' && account.cause.httpStatus === 403)
    return refused(
      lacking(
        processor.name,
        missing.some((each) => each.startsWith('Account: Read')) ? missing : ['Account: Read', ...missing],
      ),
    )
  if (account.kind !== 'done') return notAnswered(account, processor.name)
  if (account.value.livemode !== (mode === 'live')) {
    const world = account.value.livemode ? 'live' : 'test'
    return refused(
      fail(
        'mode_mismatch',
        `The key of this server opens the ${world} side of ${processor.name}, but CASHWRAP_MODE is ${mode}; use a key of that mode.`,
      ),
    )
  }
  const bound = await bindAccount(db, processor, account.value.id)
  if (!bound.ok) return refused(bound)
  if (permissions.kind !== 'done') return notAnswered(permissions, processor.name)
  return missing.length === 0 ? { kind: 'agreed' } : refused(lacking(processor.name, missing))
}
