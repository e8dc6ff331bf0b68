import { toDecimalText } from '../../domain/money/decimal.ts'
import type { TraceEntry, TraceMatch, TraceResponse } from '../../domain/protocol/events.ts'

/** Silence that is longer than this gets a line of its own. */
const gapMs = 2_000

/** What the server answered, as lines for a terminal. Plain text; nothing in it needs a colour to be understood. */
export function tellStory({ find, matches, story, chain }: TraceResponse): string {
  const lines = [...opening(find, matches, story)]
  if (story !== null) lines.push('', ...timeline(story))
  if (chain !== null)
    lines.push(
      '',
      chain.sound
        ? `The event log is unbroken up to number ${chain.seq}.`
        : `THE EVENT LOG IS NOT WHAT WAS WRITTEN: number ${chain.seq}, ${chain.reason ?? ''}.`,
    )
  return `${lines.join('\n')}\n`
}

function opening(
  find: string,
  matches: readonly TraceMatch[],
  story: readonly TraceEntry[] | null,
): readonly string[] {
  const [only] = matches
  if (matches.length > 1)
    return [
      `"${find}" fits ${matches.length} sales, newest first. Ask again with the sale, receipt or key of one:`,
      ...matches.map((match) => `  ${isoText(match.atMs)}  ${headline(match)}`),
    ]
  if (only !== undefined)
    return [
      headline(only),
      ...only.paymentKeys.map(
        (key, index) => `  ${key}  ${only.processorPaymentIds[index] ?? 'not known at the processor'}`,
      ),
    ]
  return [
    story === null
      ? `Nothing is known of "${find}". It may not have been sent by its till yet.`
      : `"${find}" belongs to no sale. What is known of it:`,
  ]
}

function headline({ saleId, receiptNo, amountMinor, currency, state, last4 }: TraceMatch): string {
  return [
    `sale ${saleId}`,
    receiptNo === null ? 'no receipt yet' : `receipt ${receiptNo}`,
    `${toDecimalText({ amountMinor, currency })} ${currency}`,
    state === null ? 'no card' : `card ${state}`,
    ...(last4 === null ? [] : [`•••• ${last4}`]),
  ].join('  ')
}

function timeline(story: readonly TraceEntry[]): readonly string[] {
  const startMs = story[0]?.atMs ?? 0
  const lines = [`${isoText(startMs)}, and from then on:`]
  let lastMs = startMs
  for (const entry of story) {
    if (entry.atMs - lastMs >= gapMs)
      lines.push(`${' '.repeat(10)}  ··· ${duration(entry.atMs - lastMs)} of nothing`)
    lastMs = Math.max(lastMs, entry.atMs)
    const when = `${entry.atMs < startMs ? '-' : '+'}${duration(Math.abs(entry.atMs - startMs))}`
    lines.push(`${when.padStart(10)}  ${entry.from.padEnd(9)}  ${entry.text}${asides(entry)}`)
  }
  return lines
}

function asides(entry: TraceEntry): string {
  const said = [
    entry.lagMs === null || entry.lagMs < 1 ? '' : `here ${duration(entry.lagMs)} later`,
    entry.actor === 'system' || entry.actor === 'processor' ? '' : `by ${entry.actor}`,
    entry.processorIds.filter((id) => !entry.text.includes(id)).join(' '),
  ].filter((text) => text !== '')
  return said.length === 0 ? '' : `  (${said.join('; ')})`
}

/** `320 ms`, `4.2 s`, `3 min 5 s`, `2 h 10 min`, `3 d 4 h`. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${ms} ms`
  const seconds = Math.floor(ms / 1_000)
  if (seconds < 60) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`
  const hours = Math.floor(minutes / 60)
  return hours < 24 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`
}

const isoText = (atMs: number): string => new Date(atMs).toISOString().replace('T', ' ').replace('Z', ' UTC')
