import type { ProcessorAnswer } from '../../../domain/payment/processor.ts'
import { readWireError } from './client.ts'
import { answerOfError } from './errors.ts'

/** The SDK hangs the answer's headers on the object it returns; lists that were paged through by us have none. */
const requestIdOf = (wire: unknown): string | null => {
  if (typeof wire !== 'object' || wire === null || !('lastResponse' in wire)) return null
  const { lastResponse } = wire
  if (typeof lastResponse !== 'object' || lastResponse === null || !('requestId' in lastResponse)) return null
  return typeof lastResponse.requestId === 'string' ? lastResponse.requestId : null
}

/** One call: its answer as a value, whatever happened on the way. Only our own bugs still throw. */
export async function ask<W, T>(call: () => Promise<W>, read: (wire: W) => T): Promise<ProcessorAnswer<T>> {
  let wire: W
  try {
    wire = await call()
  } catch (error) {
    const known = readWireError(error)
    if (known === null) throw error
    return answerOfError(known)
  }
  return { kind: 'done', value: read(wire), requestId: requestIdOf(wire) }
}

/** A `done` whose answer lacks what was asked for is a refusal: the object is there, but this cannot be had from it. */
export function unlessMissing<T>(answer: ProcessorAnswer<T | null>, code: string): ProcessorAnswer<T> {
  if (answer.kind !== 'done') return answer
  const { value, requestId } = answer
  if (value !== null) return { kind: 'done', value, requestId }
  return {
    kind: 'refused',
    cause: {
      code,
      message: 'Stripe answered, but without what was asked for.',
      retry: false,
      errorCode: 'processor_refused',
      httpStatus: 200,
      requestId,
      replayed: false,
    },
  }
}
