import { parseOperationText } from '../../../domain/journal/chain.ts'
import { firstPrevHash, type Operation } from '../../../domain/journal/operation.ts'
import type { Tender } from '../../../domain/sale/tender.ts'

/** One try to take one tender by card, as the journal tells it. */
export type JournalledAttempt = {
  readonly key: string
  readonly saleId: string
  readonly tenderNo: number
  readonly attempt: number
  readonly amountMinor: number
  readonly currency: string
  state: 'open' | 'approved' | 'declined' | 'voided'
  processorPaymentId: string | null
}

/** What a till's journal says happened, folded here and not by the till: so that its own tables need not be believed. */
export type JournalledShop = {
  readonly operations: readonly Operation[]
  readonly attempts: ReadonlyMap<string, JournalledAttempt>
  /** Money that stands, by sale, in tender order. */
  readonly tenders: ReadonlyMap<string, readonly Tender[]>
  readonly completed: ReadonlyMap<string, Operation<'sale.completed'>['body']>
}

/** I8: every operation is readable, its hash is its own, it follows the one before, and no number is missing. */
export function readChain(
  who: string,
  rows: readonly { readonly seq: number; readonly text: string }[],
): { readonly operations: readonly Operation[]; readonly findings: readonly string[] } {
  const findings: string[] = []
  const operations: Operation[] = []
  let prevHash = firstPrevHash
  for (const [index, { seq, text }] of rows.entries()) {
    if (seq !== index + 1) {
      findings.push(`${who}: operation ${index + 1} is missing; the next one there is ${seq}`)
      break
    }
    const parsed = parseOperationText(text)
    if (!parsed.ok) {
      findings.push(`${who}: operation ${seq} is not what was written: ${parsed.error.message}`)
      break
    }
    const operation = parsed.value
    if (operation.seq !== seq || operation.prevHash !== prevHash) {
      findings.push(`${who}: operation ${seq} does not follow the one before it`)
      break
    }
    operations.push(operation)
    prevHash = operation.hash
  }
  return { operations, findings }
}

export function foldJournal(operations: readonly Operation[]): {
  readonly shop: JournalledShop
  readonly findings: readonly string[]
} {
  const findings: string[] = []
  const attempts = new Map<string, JournalledAttempt>()
  const tenders = new Map<string, Tender[]>()
  const completed = new Map<string, Operation<'sale.completed'>['body']>()
  const of = (saleId: string): Tender[] => {
    const standing = tenders.get(saleId) ?? []
    tenders.set(saleId, standing)
    return standing
  }
  const end = (key: string, state: JournalledAttempt['state'], processorPaymentId: string | null): void => {
    const attempt = attempts.get(key)
    if (attempt === undefined)
      return void findings.push(`till: ${state} under the key ${key} was never intended`)
    if (attempt.state !== 'open')
      findings.push(`till: the attempt ${key} ended twice, ${attempt.state} and ${state}`)
    attempt.state = state
    attempt.processorPaymentId = processorPaymentId ?? attempt.processorPaymentId
  }

  for (const operation of operations) {
    switch (operation.kind) {
      case 'payment.intended': {
        const { idempotencyKey: key, saleId, tenderNo, attempt, amountMinor, currency } = operation.body
        if (attempts.has(key)) findings.push(`till: the key ${key} was intended twice`)
        const made = { key, saleId, tenderNo, attempt, amountMinor, currency }
        attempts.set(key, { ...made, state: 'open', processorPaymentId: null })
        break
      }
      case 'payment.created': {
        const attempt = attempts.get(operation.body.idempotencyKey)
        if (attempt !== undefined) attempt.processorPaymentId = operation.body.processorPaymentId
        break
      }
      case 'payment.approved': {
        const { saleId, tenderNo, amountMinor, idempotencyKey, processorPaymentId, card } = operation.body
        end(idempotencyKey, 'approved', processorPaymentId)
        of(saleId).push({ kind: 'card', tenderNo, amountMinor, idempotencyKey, processorPaymentId, card })
        break
      }
      case 'payment.declined':
        end(operation.body.idempotencyKey, 'declined', operation.body.processorPaymentId)
        break
      case 'payment.voided':
        end(operation.body.idempotencyKey, 'voided', operation.body.processorPaymentId)
        break
      case 'cash.taken':
        of(operation.body.saleId).push(operation.body.tender)
        break
      case 'cash.returned': {
        const { saleId, tenderNo } = operation.body
        tenders.set(
          saleId,
          of(saleId).filter((tender) => tender.tenderNo !== tenderNo),
        )
        break
      }
      case 'sale.completed': {
        const { saleId } = operation.body.cart
        if (completed.has(saleId)) findings.push(`till: the sale ${saleId} was completed twice`)
        completed.set(saleId, operation.body)
        break
      }
      case 'staff.signed-in':
      case 'staff.signed-out':
      case 'shift.opened':
      case 'sale.parked':
      case 'sale.unparked':
      case 'sale.totalled':
      case 'sale.reopened':
      case 'payment.unknown':
        break
    }
  }
  return { shop: { operations, attempts, tenders, completed }, findings }
}
