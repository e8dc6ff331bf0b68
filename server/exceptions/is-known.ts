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
