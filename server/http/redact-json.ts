import { redact } from '../../domain/security/card-number.ts'
import { redactValue } from '../../domain/security/redact-value.ts'

/** JSON text through `redactValue`, written anew; text that is not JSON is redacted as a whole. */
export function redactJson(text: string): string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return redact(text)
  }
  return JSON.stringify(redactValue(value))
}
