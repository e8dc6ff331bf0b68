const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

type Age = { readonly value: number; readonly unit: 'minute' | 'hour' | 'day' }

/** An age in its largest full unit: `90 min → 1 hour`. Days stay days: for money, "2 months" would hide how many. */
export function ageOf(ms: number): Age {
  const age = Math.max(0, ms)
  if (age < hour) return { value: Math.floor(age / minute), unit: 'minute' }
  if (age < day) return { value: Math.floor(age / hour), unit: 'hour' }
  return { value: Math.floor(age / day), unit: 'day' }
}
