import { createHash } from 'node:crypto'

/** Chance from a seed: the same seed gives the same numbers on every machine. */
export type Seeded = {
  /** 0 ≤ x < 1. */
  next(): number
  /** Both ends included. */
  whole(min: number, max: number): number
  chance(probability: number): boolean
  pick<T>(of: readonly T[]): T
  bytes(count: number): Buffer
}

/** Give every decision that stands alone a stream of its own name, so that what one part draws never changes another. sfc32, seeded by SHA-256. */
export function seeded(name: string): Seeded {
  const state = createHash('sha256').update(name).digest()
  let [a, b, c, counter] = [0, 4, 8, 12].map((at) => state.readUInt32LE(at)) as [
    number,
    number,
    number,
    number,
  ]
  const word = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return sum >>> 0
  }
  const next = (): number => word() / 2 ** 32
  const whole = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1))
  return {
    next,
    whole,
    chance: (probability) => next() < probability,
    pick: (of) => {
      const picked = of[whole(0, of.length - 1)]
      if (picked === undefined) throw new Error('there is nothing to pick from')
      return picked
    },
    bytes: (count) => Buffer.from(Array.from({ length: count }, () => word() & 255)),
  }
}

/** Ids that look like UUIDv7 and sort by the time they were made. */
export function seededIds(chance: Seeded, nowMs: () => number): () => string {
  let made = 0
  return () => {
    made += 1
    const time = Math.max(0, Math.floor(nowMs())).toString(16).padStart(12, '0').slice(-12)
    const order = (made & 0xfff).toString(16).padStart(3, '0')
    const rest = chance.bytes(8)
    rest[0] = ((rest[0] ?? 0) & 0x3f) | 0x80
    const tail = rest.toString('hex')
    return `${time.slice(0, 8)}-${time.slice(8)}-7${order}-${tail.slice(0, 4)}-${tail.slice(4)}`
  }
}
