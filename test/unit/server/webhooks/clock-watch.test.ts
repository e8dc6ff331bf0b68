import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSamples, skewAlarmMs } from '../../../../server/webhooks/clock-watch.ts'

const delays = fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 3, maxLength: 3 })

describe('what signatures say about the clock', () => {
  it('never calls a right clock wrong, however late up to a minute each delivery is', () => {
    const slow = fc.array(fc.integer({ min: 0, max: skewAlarmMs }), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(slow, (late) => {
        expect(readSamples(late.map((ms) => -ms)).reading).not.toBe('skewed')
      }),
    )
  })

  it('never calls a right clock wrong while one of three deliveries was quick', () => {
    fc.assert(
      fc.property(fc.integer({ max: 0, min: -900_000 }), fc.integer({ max: 0, min: -900_000 }), (a, b) => {
        expect(readSamples([a, b, -500]).reading).toBe('fine')
      }),
    )
  })

  it('always calls a clock wrong that is more than eighty seconds off, by three deliveries within twenty', () => {
    const off = fc.oneof(
      fc.integer({ min: 80_001, max: 900_000 }),
      fc.integer({ min: -900_000, max: -80_001 }),
    )
    fc.assert(
      fc.property(off, delays, (skewMs, late) => {
        const { reading, skewMs: measured } = readSamples(late.map((ms) => skewMs - ms))
        expect(reading).toBe('skewed')
        expect(Math.sign(measured)).toBe(Math.sign(skewMs))
        expect(Math.abs(measured - skewMs)).toBeLessThanOrEqual(20_000)
      }),
    )
  })

  it('is not sure after two, unless one is from the future', () => {
    expect(readSamples([-100_000, -100_000]).reading).toBe('unsure')
    expect(readSamples([0, 0]).reading).toBe('unsure')
    expect(readSamples([skewAlarmMs + 1]).reading).toBe('skewed')
  })
})
