import { parseOperationText, sha256Hex } from '../../domain/journal/chain.ts'
import type { Operation } from '../../domain/journal/operation.ts'
import type { Result } from '../../domain/result.ts'

/** One text of a batch as far as it can be read. */
export type Incoming = {
  readonly text: string
  /** SHA-256 of the text: the same thing sent again has the same digest. */
  readonly digest: string
  readonly operation: Result<Operation>
  /** Its place in the register's journal, or null when neither it nor the batch around it says. */
  readonly seq: number | null
  /** The hash it claims, readable or not; the operation after it links to this. '' when it claims none. */
  readonly claimedHash: string
}

type Claim = { readonly seq: number | null; readonly hash: string }

/**
 * Reads a batch. An operation that parses says its own place. One that does not (its hash fails, so its own number may be what broke) has
 * the place its neighbours give it, because a till sends in order without gaps; alone, it is believed.
 */
export function readBatch(texts: readonly string[]): readonly Incoming[] {
  const parsed = texts.map((text) => ({ text, operation: parseOperationText(text), claim: claimOf(text) }))
  const anchor = parsed.findIndex(({ operation }) => operation.ok)
  return parsed.map(({ text, operation, claim }, index) => ({
    text,
    digest: sha256Hex(text.toWellFormed()),
    operation,
    claimedHash: claim.hash,
    seq: operation.ok ? operation.value.seq : (neighbourSeq(parsed, anchor, index) ?? claim.seq),
  }))
}

/** Counts from the nearest readable operation before, else from the first readable one after. */
function neighbourSeq(
  parsed: readonly { readonly operation: Result<Operation> }[],
  anchor: number,
  index: number,
): number | null {
  for (let before = index - 1; before >= 0; before -= 1) {
    const operation = parsed[before]?.operation
    if (operation?.ok) return operation.value.seq + (index - before)
  }
  const first = parsed[anchor]?.operation
  if (!first?.ok) return null
  const seq = first.value.seq - (anchor - index)
  return seq >= 1 ? seq : null
}

/** What an unreadable text claims about itself, as far as it is JSON at all. */
function claimOf(text: string): Claim {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { seq: null, hash: '' }
  }
  if (typeof value !== 'object' || value === null) return { seq: null, hash: '' }
  const { seq, hash } = value as { seq?: unknown; hash?: unknown }
  return {
    seq: typeof seq === 'number' && Number.isSafeInteger(seq) && seq >= 1 ? seq : null,
    hash: typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash) ? hash : '',
  }
}
