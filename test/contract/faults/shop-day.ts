import { expect } from 'vitest'
import { type Probe, type RunReport, runSchedule } from '../../simulation/payments/run-schedule.ts'
import type { Step } from '../../simulation/payments/schedule.ts'
import type { Fault } from '../../simulation/payments/world/faults.ts'
import { openShopImages, type ShopImages } from '../../simulation/payments/world/shop-images.ts'

/** The sum of the one sale that is made: 12.50. */
export const saleMinor = 1_250

type OneStep = Step extends infer S ? (S extends Step ? Omit<S, 'till' | 'afterMs'> : never) : never

const step = (afterMs: number, act: OneStep): Step => ({ ...act, till: 0, afterMs }) as Step

export const pay = {
  ring: step(100, { do: 'ring', priceMinor: saleMinor }),
  begin: step(100, { do: 'begin' }),
  /** The card is presented so long after the reader asks for it; null: nobody comes. */
  customer: (card: string, presentsAfterMs: number | null): Step =>
    step(0, { do: 'customer', card, presentsAfterMs }),
  card: step(100, { do: 'card', share: 1, twice: false }),
  cardTwice: step(100, { do: 'card', share: 1, twice: true }),
  cancel: (afterMs: number): Step => step(afterMs, { do: 'cancel' }),
  check: (afterMs: number): Step => step(afterMs, { do: 'check' }),
  wait: step(0, { do: 'wait for card', maxMs: 60_000 }),
  next: step(200, { do: 'next' }),
}

/** Rung up, charged, paid by card, next customer. */
export const cardSale = (card = 'visa', presentsAfterMs: number | null = 800): readonly Step[] => [
  pay.ring,
  pay.begin,
  pay.customer(card, presentsAfterMs),
  pay.card,
  pay.wait,
  pay.next,
]

export const refund = (
  share: number,
  more: Partial<{ again: boolean; twice: boolean; rival: boolean; afterMs: number }> = {},
): Step =>
  step(more.afterMs ?? 300, {
    do: 'refund',
    of: 0,
    share,
    again: more.again ?? false,
    twice: more.twice ?? false,
    rival: more.rival ?? false,
  })

/** Nothing was charged; the sale was paid in cash afterwards. */
export const nothingCharged = { charges: 0, sales: { all: 1, byCard: 0 } }
/** Charged exactly once, and completed by it. */
export const chargedOnce = {
  charges: 1,
  intents: ['succeeded'],
  attempts: ['approved'],
  sales: { all: 1, byCard: 1 },
}

let images: Promise<ShopImages> | null = null

export type Day = RunReport & {
  readonly charges: number
  readonly intents: readonly string[]
  readonly attempts: readonly string[]
  readonly refunds: readonly string[]
  /** How many sales were completed, and of them by card. */
  readonly sales: { readonly all: number; readonly byCard: number }
  /** How often the trace has a line that matches. */
  readonly count: (pattern: RegExp) => number
}

/**
 * One sale or more at one counter with exactly these faults, played to the end in the simulated shop. All invariants hold there, at every instant and in the
 * end, over the books of till, server and processor; and every fault took place.
 */
export async function aDay(
  steps: readonly Step[],
  faults: readonly Fault[],
  options: { readonly probes?: readonly Probe[]; readonly firesAtLeast?: number } = {},
): Promise<Day> {
  images ??= openShopImages(1)
  const report = await runSchedule(await images, { seed: 'a day', steps, faults }, options.probes)
  expect(report.findings, report.trace.join('\n')).toEqual([])
  const counted = faults.filter(({ kind }) => !['clock', 'reader', 'outage'].includes(kind)).length
  expect(report.faultsFired, 'every fault took place').toBeGreaterThanOrEqual(options.firesAtLeast ?? counted)
  const { stripe, server, tills } = report.books
  const completed = [...(tills[0]?.shop.completed.values() ?? [])]
  return {
    ...report,
    charges: stripe.charges.filter(({ status }) => status === 'succeeded').length,
    intents: stripe.intents.map(({ status }) => status),
    attempts: [...(tills[0]?.shop.attempts.values() ?? [])].map(({ state }) => state),
    refunds: server.refunds.map(({ amountMinor, state }) => `${amountMinor} ${state}`),
    sales: {
      all: completed.length,
      byCard: completed.filter(({ tenders }) => tenders.some(({ kind }) => kind === 'card')).length,
    },
    count: (pattern) => report.trace.filter((line) => pattern.test(line)).length,
  }
}

export const disk = (
  process: 'server' | 'till-1',
  table: string,
  nth: number,
  what: (Fault & { kind: 'disk' })['what'],
  downMs = 2_000,
): Fault => ({ kind: 'disk', process, table, nth, what, downMs })

export const link = (
  name: 'till-server' | 'server-stripe' | 'webhook',
  op: string,
  what: (Fault & { kind: 'link' })['fault']['what'],
  more: Partial<{ nth: number; count: number; ms: number }> = {},
): Fault => ({
  kind: 'link',
  link: name,
  op,
  nth: more.nth ?? 1,
  count: more.count ?? 1,
  fault: { what, ms: more.ms },
})

export const atStripe = (
  op: string,
  kind: (Fault & { kind: 'stripe' })['fault']['kind'],
  when: 'before' | 'after' = 'before',
  count = 1,
): Fault => ({ kind: 'stripe', op, nth: 1, count, fault: { kind, when } })
