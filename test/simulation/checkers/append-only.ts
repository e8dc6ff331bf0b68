import type { ServerDisk, TillDisk } from '../disks.ts'

/** I8: the journal is whole, only ever grows, numbers its receipts without a gap, and the server holds a beginning of it, byte by byte. */
export function appendOnly(before: TillDisk | null, now: TillDisk, server?: ServerDisk): readonly string[] {
  const findings = [...now.broken]
  const rewritten = (before?.journal ?? []).find(({ text }, at) => now.journal[at]?.text !== text)
  if (rewritten !== undefined) findings.push(`till: operation ${rewritten.seq} was lost or rewritten`)
  const counts = [...now.shop.completed.values()].map(({ receiptNo }) => Number(/\d+$/.exec(receiptNo)?.[0]))
  counts.forEach((count, at) => {
    if (count !== at + 1) findings.push(`till: receipt ${at + 1} has the number ${count}`)
  })
  for (const [at, { seq, text }] of (server?.operations ?? []).entries()) {
    if (seq !== at + 1) findings.push(`server: operation ${at + 1} is missing`)
    else if (now.journal[at]?.text !== text)
      findings.push(`server: operation ${seq} is not the one in the till's journal`)
  }
  return findings
}
