import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayAt, dayRange } from '../../../../server/sales/day-range.ts'

const hours = (day: string, timeZone: string): number => {
  const range = dayRange(day, timeZone)
  return range === null ? Number.NaN : (range.toMs - range.fromMs) / 3_600_000
}
const startOf = (day: string, timeZone: string): string => {
  const range = dayRange(day, timeZone)
  return range === null ? '' : new Date(range.fromMs).toISOString()
}

describe('a day of a place', () => {
  it.each([
    ['2026-11-23', 'Europe/Amsterdam', '2026-11-22T23:00:00.000Z', 24],
    ['2026-03-29', 'Europe/Amsterdam', '2026-03-28T23:00:00.000Z', 23],
    ['2026-10-25', 'Europe/Amsterdam', '2026-10-24T22:00:00.000Z', 25],
    ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00.000Z', 25],
    ['2026-07-04', 'Asia/Kathmandu', '2026-07-03T18:15:00.000Z', 24],
    ['2026-12-31', 'Pacific/Kiritimati', '2026-12-30T10:00:00.000Z', 24],
    // Midnight is skipped: the day begins at one.
    ['2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00.000Z', 23],
    // Midnight happens twice: the evening before is an hour longer.
    ['2026-10-29', 'Africa/Cairo', '2026-10-28T21:00:00.000Z', 25],
    ['2024-02-29', 'UTC', '2024-02-29T00:00:00.000Z', 24],
  ])('%s in %s begins at %s and has %i hours', (day, timeZone, start, length) => {
    expect(startOf(day, timeZone)).toBe(start)
    expect(hours(day, timeZone)).toBe(length)
  })

  it.each(['2026-02-29', '2026-13-01', '2026-00-10', 'yesterday', '2026-1-1'])('is not %s', (day) => {
    expect(dayRange(day, 'Europe/Amsterdam')).toBeNull()
  })

  it('holds each moment that its calendar says, and no other', () => {
    const zones = [
      'Europe/Amsterdam',
      'America/New_York',
      'Africa/Cairo',
      'Australia/Lord_Howe',
      'Asia/Tokyo',
    ]
    fc.assert(
      fc.property(
        fc.integer({ min: Date.parse('2015-01-01'), max: Date.parse('2035-01-01') }),
        fc.constantFrom(...zones),
        (atMs, timeZone) => {
          const range = dayRange(dayAt(atMs, timeZone), timeZone)
          expect(range !== null && range.fromMs <= atMs && atMs < range.toMs).toBe(true)
          expect(dayAt((range?.fromMs ?? 0) - 1, timeZone)).not.toBe(dayAt(atMs, timeZone))
        },
      ),
      { numRuns: 400 },
    )
  })
})
