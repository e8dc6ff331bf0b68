import { emit } from '../events/emit.ts'
import { docUrl } from '../http/error-body.ts'
import type { Context } from '../world.ts'
import { type Action, type ApiError, endedAction, type Reader, renderReader } from './reader.ts'

const announce = (context: Context, reader: Reader, status: 'succeeded' | 'failed'): Reader => {
  context.store.put('terminal.reader', reader)
  emit(context, `terminal.reader.action_${status}`, renderReader(reader, context.clock.nowMs()))
  return reader
}

/** The action in the slot worked. */
export const succeedAction = (context: Context, reader: Reader, changes: Partial<Action> = {}): Reader =>
  announce(context, endedAction(reader, 'succeeded', changes), 'succeeded')

/** The action in the slot failed, for a reason that is not the bank's. */
export const failAction = (context: Context, reader: Reader, code: string, message: string): Reader => {
  const api_error: ApiError = { code, doc_url: docUrl(code), message, type: 'invalid_request_error' }
  const failed = endedAction(reader, 'failed', { api_error, failure_code: code, failure_message: message })
  return announce(context, failed, 'failed')
}

/** The customer pressed cancel on the reader. No API error is behind this. */
export const cancelByCustomer = (context: Context, reader: Reader): Reader => {
  const failed = endedAction(reader, 'failed', {
    failure_code: 'customer_canceled',
    failure_message: 'This action was canceled by the customer on the reader.',
  })
  return announce(context, failed, 'failed')
}

/** The bank declined. */
export const declineAction = (context: Context, reader: Reader, error: ApiError): Reader => {
  const failed = endedAction(reader, 'failed', {
    api_error: error,
    failure_code: error.code,
    failure_message: error.message,
  })
  return announce(context, failed, 'failed')
}
