import type { ExceptionKind } from '../../domain/exceptions/exception-kinds.ts'
import type { Db } from '../store/store.ts'

/** As `resolved_by`: what was found no longer held, and nobody had to decide anything. */
export const resolvedByItself = 'cashwrap'

/**
 * Whether a person knows of this very finding: it stands open in the queue, or somebody looked at it and closed it. Another summary about the same
 * subject is another finding.
 */
export async function isKnown(
  db: Db,
  finding: {
    readonly storeId: string
    readonly kind: ExceptionKind
    readonly subject: string
    readonly summary: string
  },
): Promise<boolean> {
  const last = await db
    .selectFrom('exceptions')
    .select(['state', 'summary', 'resolved_by'])
    .where('store_id', '=', finding.storeId)
    .where('kind', '=', finding.kind)
    .where('subject', '=', finding.subject)
    .orderBy('round_no', 'desc')
    .executeTakeFirst()
  if (last === undefined || last.summary !== finding.summary) return false
  return last.state === 'open' || last.resolved_by !== resolvedByItself
}

/** Whether something about this payment stands open already, with what is to be done about it: a second word on the same would only be in the way. */
export async function isBeforePerson(
  db: Db,
  { storeId, subject }: { readonly storeId: string; readonly subject: string },
): Promise<boolean> {
  const open = await db
    .selectFrom('exceptions')
    .select('exception_id')
    .where('store_id', '=', storeId)
    .where('subject', '=', subject)
    .where('state', '=', 'open')
    .where('kind', 'in', [
      'payment.orphan',
      'payment.duplicate',
      'payment.uncaptured',
      'payment.without-sale',
      'payment.contradiction',
    ])
    .executeTakeFirst()
  return open !== undefined
}
