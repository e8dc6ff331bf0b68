import { fail, ok, type Result } from '../../domain/result.ts'
import type { Db } from '../store/store.ts'

const keyOf = (processorId: string): string => `account:${processorId}`

/** The processor's account this database was first used with; null before it was ever asked. */
export async function boundAccount(db: Db, processorId: string): Promise<string | null> {
  const row = await db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', keyOf(processorId))
    .executeTakeFirst()
  return row?.value ?? null
}

/**
 * Writes the account into the database, once and for ever; the key of another account is refused from then on. Error: `account_mismatch`.
 */
export async function bindAccount(
  db: Db,
  processor: { readonly id: string; readonly name: string },
  accountId: string,
): Promise<Result<void>> {
  await db
    .insertInto('meta')
    .values({ key: keyOf(processor.id), value: accountId })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  const bound = await boundAccount(db, processor.id)
  if (bound === accountId) return ok(undefined)
  return fail(
    'account_mismatch',
    `The database belongs to the ${processor.name} account ${bound ?? ''}, but the key of this server is of ${accountId}; use a key of ${bound ?? ''}, or another database.`,
    { databaseAccount: bound, keyAccount: accountId },
  )
}
