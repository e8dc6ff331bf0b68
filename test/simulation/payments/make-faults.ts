import type { Fault, LinkName, ProcessName, StripeFault } from './world/faults.ts'
import type { LinkFault } from './world/link.ts'
import type { Seeded } from './world/seeded.ts'

const tillOps = ['create', 'process', 'look', 'look', 'cancel', 'refund', 'push', '*'] as const
const stripeOps = [
  'create',
  'process',
  'retrieve',
  'reader',
  'cancel',
  'cancel-action',
  'refund',
  '*',
] as const

/** One to four things that go wrong, sometimes nothing, sometimes two in a row at the same place. */
export function makeFaults(chance: Seeded, tills: readonly number[]): readonly Fault[] {
  if (chance.chance(0.06)) return []
  const first = makeFault(chance, tills)
  const faults = [first, ...Array.from({ length: chance.whole(0, 3) }, () => makeFault(chance, tills))]
  // Compound: something else goes wrong while the first is being recovered from.
  if (chance.chance(0.4)) faults.push(soonAfter(chance, first))
  return faults
}

function makeFault(chance: Seeded, tills: readonly number[]): Fault {
  const process = chance.pick<ProcessName>([
    'server',
    'server',
    ...tills.map((till): ProcessName => (till === 0 ? 'till-1' : 'till-2')),
  ])
  const fromMs = chance.whole(0, chance.pick([3_000, 8_000, 25_000]))
  return chance.pick<() => Fault>([
    () => crash(chance, process),
    () => crash(chance, process),
    () => crash(chance, process),
    () => ({
      kind: 'kill',
      process,
      table: null,
      nth: chance.whole(1, 30),
      afterMs: chance.whole(0, 2_000),
      downMs: downMs(chance),
    }),
    () => ({
      kind: 'disk',
      process,
      table: null,
      nth: chance.whole(1, 30),
      what: chance.pick(['full', 'io-lost', 'io-landed'] as const),
      downMs: 0,
    }),
    () => link(chance, 'till-server', tillOps),
    () => link(chance, 'till-server', tillOps),
    () => link(chance, 'server-stripe', stripeOps),
    () => link(chance, 'server-stripe', stripeOps),
    () => link(chance, 'webhook', ['*']),
    () => ({
      kind: 'stripe',
      op: chance.pick(stripeOps),
      nth: chance.whole(1, 4),
      count: chance.pick([1, 1, 2, 5, 9]),
      fault: stripeFault(chance),
    }),
    () => ({
      kind: 'outage',
      link: chance.pick<LinkName>(['till-server', 'server-stripe', 'webhook']),
      fromMs,
      forMs: chance.pick([800, 4_000, 20_000, 60_000]),
    }),
    () => ({ kind: 'clock', process, fromMs, byMs: clockJump(chance) }),
    () => ({
      kind: 'reader',
      till: chance.pick(tills),
      fromMs,
      what: chance.pick(['unplug', 'unplug', 'vanish', 'vanish', 'walk_away', 'taken'] as const),
    }),
  ])()
}

const downMs = (chance: Seeded): number => chance.pick([50, 400, 2_000, 9_000, 40_000])

const crash = (chance: Seeded, process: ProcessName): Fault => ({
  kind: 'disk',
  process,
  table: null,
  nth: chance.whole(1, 36),
  what: chance.pick(['crash-before', 'crash-after'] as const),
  downMs: downMs(chance),
})

const link = (chance: Seeded, name: LinkName, ops: readonly string[]): Fault => ({
  kind: 'link',
  link: name,
  op: chance.pick(ops),
  nth: chance.whole(1, 5),
  count: chance.pick([1, 1, 1, 2, 4, 12]),
  fault: linkFault(chance),
})

const linkFault = (chance: Seeded): LinkFault => ({
  what: chance.pick([
    'refused',
    'drop-request',
    'drop-answer',
    'drop-answer',
    'hang',
    'duplicate',
    'late',
    'late-answer',
    'error-before',
    'error-after',
  ] as const),
  ms: chance.pick([300, 2_500, 12_000, 45_000]),
})

const stripeFault = (chance: Seeded): StripeFault =>
  chance.pick<StripeFault>([
    { kind: 'error_500', when: 'before' },
    { kind: 'error_500', when: 'after' },
    { kind: 'reader_timeout', when: 'before' },
    { kind: 'reader_timeout', when: 'after' },
    { kind: 'reader_busy', when: 'before' },
    { kind: 'lock_timeout', when: 'before' },
    { kind: 'rate_limit', when: 'before' },
  ])

const clockJump = (chance: Seeded): number =>
  chance.pick([-1, 1]) * chance.pick([20_000, 240_000, 600_000, 7_200_000, 90_000_000])

/** The customer stands there and nobody knows: what was asked just before is not answered for a while. */
export const makeUnknown = (chance: Seeded): Fault =>
  chance.pick<() => Fault>([
    () => ({
      kind: 'outage',
      link: chance.pick<LinkName>(['till-server', 'server-stripe']),
      fromMs: chance.whole(900, 3_500),
      forMs: chance.pick([6_000, 15_000, 40_000]),
    }),
    () => ({
      kind: 'link',
      link: 'till-server',
      op: chance.pick(['process', 'look', '*']),
      nth: chance.whole(1, 6),
      count: 9,
      fault: { what: chance.pick(['drop-answer', 'hang', 'error-after'] as const) },
    }),
  ])()

/** The same process again a step or two later, while it recovers; or one that is not to answer just then. */
function soonAfter(chance: Seeded, first: Fault): Fault {
  if (first.kind === 'disk' || first.kind === 'kill')
    return {
      kind: 'disk',
      process: first.process,
      table: null,
      nth: first.nth + chance.whole(1, 4),
      what: chance.pick(['crash-before', 'crash-after', 'full', 'io-landed'] as const),
      downMs: downMs(chance),
    }
  if (first.kind === 'link')
    return { ...first, nth: first.nth + first.count, count: 1, fault: linkFault(chance) }
  return crash(chance, chance.pick<ProcessName>(['server', 'till-1']))
}
