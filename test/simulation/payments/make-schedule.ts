import { makeFaults, makeUnknown } from './make-faults.ts'
import type { Schedule, Step } from './schedule.ts'
import { type Seeded, seeded } from './world/seeded.ts'

type Act = Step extends infer S ? (S extends Step ? Omit<S, 'till' | 'afterMs'> : never) : never
type Timed = { readonly afterMs: number; readonly act: Act }

const declines = ['visa_declined', 'insufficient_funds', 'lost_card'] as const
/** The last two give a refund back late, or not at all. */
const paying = ['visa', 'visa', 'visa', 'mastercard', 'refund_pending', 'refund_fails'] as const

/** Everything a seed stands for: what two counters do, and what goes wrong meanwhile. */
export function makeSchedule(seed: string): Schedule {
  const chance = seeded(`${seed}/plan`)
  const tills = chance.chance(0.5) ? [0, 1] : [0]
  const steps = tills.flatMap((till) => {
    const own = seeded(`${seed}/plan/${till}`)
    const sales = Array.from({ length: own.whole(1, 3) }, () => own.pick(salePlans)(own))
    return sales.flat().map(({ afterMs, act }): Step => ({ ...act, till, afterMs }))
  })
  const faults = makeFaults(seeded(`${seed}/faults`), tills)
  // Who puts a sale aside does so because nothing is known.
  const isHeld = steps.some((step) => step.do === 'park' && step.afterMs < heldWithinMs)
  return { seed, steps, faults: isHeld ? [...faults, makeUnknown(seeded(`${seed}/unknown`))] : faults }
}

const heldWithinMs = 400

const after = (afterMs: number, act: Act): Timed => ({ afterMs, act })

const begun = (chance: Seeded): Timed[] => [
  after(chance.whole(50, 800), { do: 'ring', priceMinor: chance.whole(60, 90_000) }),
  ...(chance.chance(0.3) ? [after(100, { do: 'ring', priceMinor: chance.whole(60, 5_000) })] : []),
  after(chance.whole(50, 500), { do: 'begin' }),
]
const customer = (card: string, presentsAfterMs: number | null): Timed =>
  after(0, { do: 'customer', card, presentsAfterMs })
const pays = (chance: Seeded): Timed => customer(chance.pick(paying), chance.whole(0, 2_500))
const card = (chance: Seeded, share = 1): Timed =>
  after(chance.whole(20, 300), { do: 'card', share, twice: chance.chance(0.1) })
const ends = (maxMs = 15_000): Timed => after(0, { do: 'wait for card', maxMs })
const next = (chance: Seeded): Timed => after(chance.whole(100, 900), { do: 'next' })

/** Pressed at any moment, whether it makes sense or not. */
const fidget = (chance: Seeded): Timed =>
  after(chance.whole(0, 2_000), {
    do: chance.pick(['check', 'cancel', 'check', 'back', 'park', 'begin'] as const),
  })

const refund = (chance: Seeded, more: Partial<Extract<Act, { do: 'refund' }>> = {}): Timed =>
  after(chance.whole(50, 2_500), {
    do: 'refund',
    of: chance.whole(0, 1),
    share: chance.pick([1, 1, 0.5, 0.6, 0.3]),
    again: false,
    twice: chance.chance(0.25),
    rival: chance.chance(0.25),
    ...more,
  })

const paidSale = (chance: Seeded): Timed[] => [
  ...begun(chance),
  pays(chance),
  card(chance),
  ...(chance.chance(0.25) ? [fidget(chance)] : []),
  ends(),
  next(chance),
]

const salePlans: readonly ((chance: Seeded) => Timed[])[] = [
  paidSale,
  // Split over two cards, or card and cash.
  (chance) => [
    ...begun(chance),
    pays(chance),
    card(chance, 0.4),
    ends(),
    ...(chance.chance(0.5) ? [card(chance), ends()] : [after(200, { do: 'cash', share: 1 })]),
    next(chance),
  ],
  // Declined, then another card or cash.
  (chance) => [
    ...begun(chance),
    customer(chance.pick(declines), chance.whole(0, 1_500)),
    card(chance),
    ends(),
    pays(chance),
    ...(chance.chance(0.7) ? [card(chance), ends()] : [after(200, { do: 'cash', share: 1 })]),
    next(chance),
  ],
  // The customer walks away, and the cashier cancels.
  (chance) => [
    ...begun(chance),
    customer('visa', null),
    card(chance),
    after(chance.whole(200, 5_000), { do: 'cancel' }),
    ends(),
    pays(chance),
    ...(chance.chance(0.6) ? [card(chance), ends()] : []),
    next(chance),
  ],
  // Cancelled at any moment, also in the one in which the card is charged.
  (chance) => [
    ...begun(chance),
    pays(chance),
    card(chance),
    after(chance.whole(0, 3_500), { do: 'cancel' }),
    ...(chance.chance(0.3) ? [fidget(chance)] : []),
    ends(),
    card(chance),
    ends(),
    next(chance),
  ],
  // Put aside while it is not known, the next customer served, taken up again.
  (chance) => [
    ...begun(chance),
    pays(chance),
    card(chance),
    after(chance.whole(500, 9_000), { do: 'check' }),
    after(chance.whole(0, heldWithinMs - 1), { do: 'park' }),
    after(chance.whole(500, 6_000), { do: 'park' }),
    ...paidSale(chance),
    after(300, { do: 'recall' }),
    ends(),
    next(chance),
  ],
  // Refunds, whole and in part, doubled and in competition.
  (chance) => [...paidSale(chance), refund(chance), ...(chance.chance(0.5) ? [refund(chance)] : [])],
  (chance) => [
    ...paidSale(chance),
    refund(chance),
    refund(chance, { again: true, share: chance.pick([1, 0.5]) }),
    ...(chance.chance(0.4) ? [refund(chance)] : []),
  ],
]
