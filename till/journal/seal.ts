import { hash } from 'node:crypto'
import type {
  Operation,
  OperationBody,
  OperationHeader,
  OperationKind,
} from '../../domain/journal/operation.ts'
import { canonicalText } from './canonical-text.ts'

/** An operation and its frozen bytes: canonical JSON, hash included. */
export type Sealed = { readonly operation: Operation; readonly text: string }

/**
 * Seals an operation exactly as `sealOperation` of the domain does, and makes its text in the same go. A sale is committed while a customer
 * waits, and this is a fifth of the time of doing it with the portable functions; a property test holds the two to the same bytes.
 */
export function sealWithText(header: OperationHeader, body: OperationBody<OperationKind>): Sealed {
  const { atMs, ...rest } = header
  // In canonical order `atMs`, `body` and `hash` come before every other key of an operation.
  const start = `{"atMs":${canonicalText(atMs)},"body":${canonicalText(body)}`
  const end = canonicalText(rest).slice(1)
  const digest = hash('sha256', `${start},${end}`, 'hex')
  return {
    operation: { ...header, body, hash: digest } as Operation,
    text: `${start},"hash":"${digest}",${end}`,
  }
}
