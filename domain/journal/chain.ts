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

/**
 * RFC 8785 text of a JSON value: the same value gives the same bytes on every machine, whatever the order of its keys. Throws on what JSON cannot
 * hold (NaN, a half surrogate pair).
 */
export function canonicalText(value: unknown): string {
  const text = canonicalize(value)
  assert(text !== undefined, 'a value without a JSON form cannot be journalled')
  return text
}

export const sha256Hex = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)))

/**
 * Seals a header and body into an operation: its hash covers everything, the previous hash included. Checked on the way in, because what cannot be
 * read again must never be written: a header or body that does not fit its schema throws.
 */
export function sealOperation<K extends OperationKind>(
  header: OperationHeader & { readonly kind: K },
  body: OperationBody<K>,
): Operation<K> {
  const unread = whyUnreadable(
    operationHeaderSchema.safeParse(header),
    operationBodies[header.kind].safeParse(body),
  )
  assert(unread === null, `an operation ${header.kind} that cannot be read again: ${unread}`)
  const hash = sha256Hex(canonicalText({ ...header, body }))
  return { ...header, body, hash } as Operation<K>
}

/** An operation as it goes over the wire and into exports: the text that `parseOperationText` reads. */
export const operationText = (operation: Operation): string => canonicalText(operation)

/** Parses what came from disk or wire: header, body by kind, and the hash itself. Says which of them is wrong. Errors: invalid_input. */
export function parseOperation(value: unknown): Result<Operation> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return fail('invalid_input', 'An operation must be an object.')
  }
  const { body, hash, ...rest } = value as Record<string, unknown>
  const header = operationHeaderSchema.safeParse(rest)
  if (!header.success) {
    return fail('invalid_input', `The operation's header is not readable: ${firstIssue(header)}.`)
  }
  const parsedBody = operationBodies[header.data.kind].safeParse(body)
  if (!parsedBody.success) {
    return fail(
      'invalid_input',
      `The body of ${header.data.kind} is not readable: ${firstIssue(parsedBody)}.`,
    )
  }
  const content = { ...header.data, body: parsedBody.data }
  const text = canonicalTextOrNull(content)
  if (text === null) {
    return fail(
      'invalid_input',
      `The body of ${header.data.kind} holds text that is not well-formed Unicode.`,
    )
  }
  if (hash !== sha256Hex(text)) {
    return fail('invalid_input', 'The operation was changed after it was written: its hash does not match.')
  }
  return ok({ ...content, hash } as Operation)
}

/** Parses an operation's canonical text. The text itself must be canonical: another spelling of the same value is not what was hashed. Errors: invalid_input. */
export function parseOperationText(text: string): Result<Operation> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return fail('invalid_input', 'The operation is not JSON.')
  }
  const operation = parseOperation(value)
  if (operation.ok && operationText(operation.value) !== text) {
    return fail('invalid_input', 'The operation is not in its canonical form.')
  }
  return operation
}

type Parsed = { readonly success: boolean; readonly error?: Issues | undefined }
type Issues = {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]
}

function firstIssue({ error }: Parsed): string {
  const issue = error?.issues[0]
  if (issue === undefined) return 'unknown'
  const path = issue.path.map(String).join('.')
  return path === '' ? issue.message : `${path}: ${issue.message}`
}

function whyUnreadable(...parsed: readonly Parsed[]): string | null {
  const failed = parsed.find(({ success }) => !success)
  return failed === undefined ? null : firstIssue(failed)
}

function canonicalTextOrNull(value: unknown): string | null {
  try {
    return canonicalText(value)
  } catch {
    return null
  }
}
