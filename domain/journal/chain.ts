import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import canonicalize from 'canonicalize'
import { assert } from '../assert.ts'
import { fail, ok, type Result } from '../result.ts'
import {
  type Operation,
  type OperationBody,
  type OperationHeader,
  type OperationKind,
  operationBodies,
  operationHeaderSchema,
} from './operation.ts'

/** RFC 8785 text of a JSON value: the same value gives the same bytes on every machine. */
export function canonicalText(value: unknown): string {
  const text = canonicalize(value)
  assert(text !== undefined, 'a value without a JSON form cannot be journalled')
  return text
}

export const sha256Hex = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)))

/** Seals a header and body into an operation: its hash covers everything, the previous hash included. */
export function sealOperation<K extends OperationKind>(
  header: OperationHeader & { readonly kind: K },
  body: OperationBody<K>,
): Operation<K> {
  const hash = sha256Hex(canonicalText({ ...header, body }))
  return { ...header, body, hash } as Operation<K>
}

/** Parses what came from disk or wire: header, body by kind, and the hash itself. Says which of them is wrong. */
export function parseOperation(value: unknown): Result<Operation> {
  if (typeof value !== 'object' || value === null)
    return fail('invalid_input', 'An operation must be an object.')
  const { body, hash, ...rest } = value as Record<string, unknown>
  const header = operationHeaderSchema.safeParse(rest)
  if (!header.success)
    return fail(
      'invalid_input',
      `The operation's header is not readable: ${header.error.issues[0]?.message ?? 'unknown'}.`,
    )
  const parsedBody = operationBodies[header.data.kind].safeParse(body)
  if (!parsedBody.success) {
    return fail(
      'invalid_input',
      `The body of ${header.data.kind} is not readable: ${parsedBody.error.issues[0]?.message ?? 'unknown'}.`,
    )
  }
  const operation = { ...header.data, body: parsedBody.data, hash } as Operation
  if (hash !== sha256Hex(canonicalText({ ...header.data, body: parsedBody.data }))) {
    return fail('invalid_input', 'The operation was changed after it was written: its hash does not match.')
  }
  return ok(operation)
}
