import {
  type CreatePayment,
  type Payment,
  type ProcessPayment,
  paymentResponseSchema,
  processPaymentSchema,
} from '../../domain/protocol/server-api.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Attempt } from '../sales/read-sales.ts'
import type { ServerClient } from '../server-link/server-client.ts'

/** The server's four questions about an attempt, each under the attempt's own key. Every one may be asked again. */
export type PaymentCalls = {
  readonly create: (attempt: Attempt) => Promise<Result<Payment>>
  /** For the server-driven reader: hand the payment to it. */
  readonly process: (
    attempt: Attempt,
    how: Pick<ProcessPayment, 'flow' | 'tipping'>,
  ) => Promise<Result<Payment>>
  readonly look: (attempt: Attempt) => Promise<Result<Payment>>
  readonly cancel: (attempt: Attempt) => Promise<Result<Payment>>
}

/** How long an answer is waited for: the server itself waits for the processor, and the processor for the reader. */
const timeoutsMs = { create: 15_000, process: 20_000, look: 10_000, cancel: 20_000 } as const

export function paymentCalls(server: ServerClient): PaymentCalls {
  const ask = async (
    what: keyof PaymentCalls,
    method: 'GET' | 'POST',
    path: string,
    attempt: Attempt,
    body?: unknown,
  ): Promise<Result<Payment>> => {
    const answer = await server.request({
      method,
      path,
      ...(body === undefined ? {} : { body }),
      response: paymentResponseSchema,
      timeoutMs: timeoutsMs[what],
    })
    return answer.ok ? own(attempt, answer.value.payment) : answer
  }
  const pathOf = (attempt: Attempt): string => `/v1/payments/${attempt.idempotencyKey}`
  return {
    create: (attempt) => ask('create', 'POST', '/v1/payments', attempt, createBody(attempt)),
    process: (attempt, how) =>
      ask(
        'process',
        'POST',
        `${pathOf(attempt)}/process`,
        attempt,
        processPaymentSchema.parse({ readerId: attempt.readerId, ...how }),
      ),
    look: (attempt) => ask('look', 'GET', pathOf(attempt), attempt),
    cancel: (attempt) => ask('cancel', 'POST', `${pathOf(attempt)}/cancel`, attempt, {}),
  }
}

const createBody = (attempt: Attempt): CreatePayment => ({
  idempotencyKey: attempt.idempotencyKey,
  saleId: attempt.saleId,
  tenderNo: attempt.tenderNo,
  attempt: attempt.attempt,
  amountMinor: attempt.amountMinor,
  currency: attempt.currency,
})

/** An answer about another payment says nothing about this one. */
function own(attempt: Attempt, payment: Payment): Result<Payment> {
  const same =
    payment.idempotencyKey === attempt.idempotencyKey &&
    payment.saleId === attempt.saleId &&
    payment.amountMinor === attempt.amountMinor &&
    payment.currency === attempt.currency &&
    (attempt.processorPaymentId === null ||
      payment.processorPaymentId === null ||
      payment.processorPaymentId === attempt.processorPaymentId)
  return same
    ? ok(payment)
    : fail('internal', 'The server answered about another payment; it is asked again.', { sent: true })
}
