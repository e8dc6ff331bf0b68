import { type Failure, fail } from '../../domain/result.ts'

/** A restored backup: the server has operations of this register that this till has forgotten. */
export function forgottenOperations(serverSeq: number, ownSeq: number): Failure {
  return fail(
    'storage_damaged',
    `The server holds ${serverSeq} operations of this register but this till only ${ownSeq}: its data folder was put back from an older copy. Put back the newest copy, or begin with an empty data folder as a new register.`,
    { serverSeq, ownSeq },
  )
}
