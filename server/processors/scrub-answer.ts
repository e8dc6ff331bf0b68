import type { ProcessorAnswer, ProcessorVerb, WebhookCheck } from '../../domain/payment/processor.ts'
import { redact } from '../../domain/security/card-number.ts'
import { redactValue } from '../../domain/security/redact-value.ts'

/** Answers that are secrets: handed on to who asked, never stored and never logged. */
const secretVerbs: ReadonlySet<ProcessorVerb> = new Set([
  'connectionToken',
  'clientSecret',
  'hostedPayment',
  'ensureWebhookEndpoint',
])

/**
 * A processor's answer without card numbers and secrets, before anything is made of it: whatever it or a proxy in between puts into a label, a decline
 * code, a message or a header must not come to rest in a table of ours. The very same answer where there is nothing to hide.
 */
export function scrubAnswer<T>(verb: ProcessorVerb, answer: ProcessorAnswer<T>): ProcessorAnswer<T> {
  const requestIdOf = (id: string | null): string | null => (id === null ? null : redact(id))
  if (answer.kind !== 'done') {
    const { cause } = answer
    return {
      ...answer,
      cause: {
        ...cause,
        code: redact(cause.code),
        message: redact(cause.message),
        requestId: requestIdOf(cause.requestId),
      },
    }
  }
  // The shape stays: only texts are replaced, by texts; a number in an answer of ours is an amount, a count or a time.
  const value = secretVerbs.has(verb) ? answer.value : (redactValue(answer.value) as T)
  return { ...answer, value, requestId: requestIdOf(answer.requestId) }
}

/** What a webhook says, in the same way: ids, types and keys are whatever its sender put there. */
export const scrubCheck = (check: WebhookCheck): WebhookCheck => redactValue(check) as WebhookCheck
