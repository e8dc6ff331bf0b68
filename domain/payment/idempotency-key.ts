import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { assert } from '../assert.ts'
import type { SaleId, StoreId } from '../ids/ids.ts'

/** What a key is made of: the business operation itself, so that a retry after a restart makes the same key. */
export type KeyedOperation = {
  readonly storeId: StoreId
  readonly saleId: SaleId
  readonly tenderNo: number
  readonly attempt: number
  readonly verb: 'pay' | 'capture' | 'cancel' | 'refund'
}

/**
 * The idempotency key of a business operation: pure, 36 ASCII characters (`pay-` + 32 hex), so that it fits Stripe (255),
 * Square (45), Adyen (64) and PayPal (38 and more). Made and stored before the first send, reused after a restart, kept for ever.
 */
export function idempotencyKey(operation: KeyedOperation): string {
  const { storeId, saleId, tenderNo, attempt, verb } = operation
  for (const number of [tenderNo, attempt]) {
    assert(Number.isSafeInteger(number) && number >= 1, 'tenders and attempts are numbered from 1')
  }
  const digest = bytesToHex(sha256(utf8ToBytes(JSON.stringify([storeId, saleId, tenderNo, attempt, verb]))))
  const prefix = { pay: 'pay', capture: 'cap', cancel: 'can', refund: 'ref' }[verb]
  return `${prefix}-${digest.slice(0, 32)}`
}
