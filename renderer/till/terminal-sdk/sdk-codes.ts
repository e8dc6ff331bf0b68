import type { TerminalOutcome } from '../../../domain/protocol/terminal.ts'

/**
 * What a code of the SDK means for a card question.
 * left     nothing was charged and nothing is being charged: somebody cancelled, or the reader never took the question
 * lost     the line to the reader or to Stripe broke: the same intent is tried again, then it is unknown
 * unknown  it cannot be said what happened
 * There is no "declined" here: a decline is told by the intent that comes with the error, never by a code alone.
 * https://docs.stripe.com/terminal/references/api/js-sdk#errors
 */
export const sdkCodes = {
  canceled: 'left',
  canceled_by_customer: 'left',
  already_connected: 'left',
  reader_in_use: 'left',
  command_already_in_progress: 'left',
  no_established_connection: 'lost',
  reader_connection_error: 'lost',
  network_error: 'lost',
  network_timeout: 'lost',
  internet_connection_unavailable: 'lost',
  failed_fetch_connection_token: 'lost',
  invalid_connection_token: 'lost',
  authentication_error: 'lost',
  reader_error: 'unknown',
  invalid_reader_version: 'unknown',
  discovery_too_many_readers: 'unknown',
  discovery_already_running: 'unknown',
  no_active_collect_payment_method_attempt: 'unknown',
  no_active_read_reusable_card_attempt: 'unknown',
  cancelable_already_completed: 'unknown',
  cancelable_already_canceled: 'unknown',
} as const satisfies Readonly<Record<string, Exclude<TerminalOutcome, 'done' | 'declined'> | 'lost'>>

export type CodeMeaning = (typeof sdkCodes)[keyof typeof sdkCodes]

const isListed = (code: string): code is keyof typeof sdkCodes => Object.hasOwn(sdkCodes, code)

/** A code that is not in the table, or none at all, is unknown. */
export const meaningOf = (code: string | undefined): CodeMeaning =>
  code !== undefined && isListed(code) ? sdkCodes[code] : 'unknown'
