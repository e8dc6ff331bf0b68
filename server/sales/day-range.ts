/** A day of a place as a range of Unix milliseconds: `from` included, `to` not. 23 or 25 hours long when the clock changes. */
export type DayRange = { readonly fromMs: number; readonly toMs: number }

const dayMs = 86_400_000

/** `2026-11-23` as the calendar at `timeZone` shows it at a moment. */
export function dayAt(atMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(atMs)
}

/** The range of one day (`2026-11-23`) at a place, or null when there is no such day. */
export function dayRange(day: string, timeZone: string): DayRange | null {
  const utcMs = Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(utcMs) || new Date(utcMs).toISOString().slice(0, 10) !== day) return null
  const nextDay = new Date(utcMs + dayMs).toISOString().slice(0, 10)
  return { fromMs: startOf(day, utcMs, timeZone), toMs: startOf(nextDay, utcMs + dayMs, timeZone) }
}

/**
 * The first moment of a day. Where the clock changes at midnight there are two candidates, one with the offset before and one with the offset
 * after; the earlier one that lies in the day is it, also when midnight itself is skipped.
 */
function startOf(day: string, utcMs: number, timeZone: string): number {
  const candidates = [utcMs - dayMs, utcMs + dayMs]
    .map((aroundMs) => utcMs - offsetMs(aroundMs, timeZone))
    .sort((a, b) => a - b)
  return candidates.find((candidate) => dayAt(candidate, timeZone) === day) ?? utcMs
}

/** How far the clock of a place is ahead of UTC. */
function offsetMs(atMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(atMs)
  const part = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((candidate) => candidate.type === type)?.value)
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return local - Math.floor(atMs / 1000) * 1000
}
