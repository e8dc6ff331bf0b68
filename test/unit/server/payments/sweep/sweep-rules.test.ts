import { describe, expect, it } from 'vitest'
import type { PaymentStanding } from '../../../../../domain/payment/processor.ts'
import type { PaymentState } from '../../../../../domain/protocol/server-api.ts'
import { judge, type SweepFacts, sweepRules } from '../../../../../server/payments/sweep/sweep-rules.ts'
import { anIntent, aRow } from '../builders.ts'

const hour = 3_600_000
const day = 24 * hour

const paid = anIntent('approved')
const authorised = anIntent('approved', { capturedMinor: 0, status: 'requires_capture' })
const approvedRow = aRow({ state: 'approved', captured_minor: 1000, on_reader: 0 })
const heldRow = aRow({ state: 'approved', captured_minor: 0, on_reader: 0 })
const voidedRow = aRow({ state: 'voided', on_reader: 0 })

const facts = (changes: Partial<SweepFacts>): SweepFacts => ({
  payment: paid,
  row: approvedRow,
  sale: 'holds-it',
  hasRival: false,
  givenUp: false,
  refundedByUsMinor: 0,
  settledByHand: false,
  ageMs: 2 * hour,
  ...changes,
})

/** Per rule, by its name: facts it decides, and what comes of them. Written from what a shopkeeper would want, not from the table. */
const cases: Readonly<
  Record<
    string,
    {
      readonly of: Partial<SweepFacts>
      readonly act: string
      readonly finding?: string
      readonly proposed?: string
    }
  >
> = {
  'somebody may still be in the middle of it': {
    of: { row: null, sale: 'none', ageMs: hour - 1 },
    act: 'nothing',
  },
  'not over in our records: read back, which finishes what was begun': {
    of: { row: aRow({ state: 'unknown' }), sale: 'none' },
    act: 'read-back',
  },
  'a person has said what became of it': { of: { payment: null, settledByHand: true }, act: 'nothing' },
  'approved in our records, and the processor does not know it': {
    of: { payment: null },
    act: 'nothing',
    finding: 'not-listed',
  },
  'sold as paid by card, and no card was charged': {
    of: { payment: anIntent('canceled'), row: voidedRow },
    act: 'read-back',
    finding: 'sold-unpaid',
  },
  'cancelled at the processor and approved in our records: read back': {
    of: { payment: anIntent('canceled'), row: heldRow, sale: 'none' },
    act: 'read-back',
  },
  'no money moved, and nobody says that it did': {
    of: { payment: anIntent('canceled'), row: voidedRow, sale: 'none' },
    act: 'nothing',
  },
  'the processor’s word for it is not known, and it stands in no record of ours': {
    of: { payment: anIntent('unknown'), row: null, sale: 'none' },
    act: 'nothing',
    finding: 'unclear',
  },
  'the processor’s word for it is not known: read back': {
    of: { payment: anIntent('processing'), sale: 'none' },
    act: 'read-back',
  },
  'waits for a card and is approved in our records: read back, which reports it': {
    of: { payment: anIntent('awaiting-card') },
    act: 'read-back',
  },
  'waits for a card for nobody: cancelled': {
    of: { payment: anIntent('awaiting-card'), row: null, sale: 'none' },
    act: 'cancel',
  },
  'sold, authorised and in no record of ours: taken into the records, to be captured by a person': {
    of: { payment: authorised, row: null },
    act: 'adopt',
    finding: 'sold-uncaptured',
    proposed: 'replay',
  },
  'sold and authorised, and nobody captured it: the money runs out': {
    of: { payment: authorised, row: heldRow },
    act: 'nothing',
    finding: 'sold-uncaptured',
    proposed: 'replay',
  },
  'authorised for a payment that is over, or for none of ours: released': {
    of: { payment: authorised, row: voidedRow, sale: 'none' },
    act: 'cancel',
  },
  'authorised, and given up by the till or paid in another way: released': {
    of: { payment: authorised, row: heldRow, sale: 'none', givenUp: true },
    act: 'cancel',
  },
  'authorised for a day, and no till sold anything for it: a person decides': {
    of: { payment: authorised, row: heldRow, sale: 'none', ageMs: day },
    act: 'nothing',
    finding: 'held-without-sale',
    proposed: 'cancel',
  },
  'authorised since less than a day: a tab may be open': {
    of: { payment: authorised, row: heldRow, sale: 'none' },
    act: 'nothing',
  },
  'charged and sold, and in no record of ours (a restored database): taken into the records': {
    of: { row: null },
    act: 'adopt',
  },
  'sold with a payment that is over in our records, and charged: a person decides which is right': {
    of: { row: voidedRow },
    act: 'nothing',
    finding: 'sold-though-ended',
  },
  'charged, and so was another payment of the same tender: the one that the sale does not hold is to be refunded':
    {
      of: { row: voidedRow, sale: 'none', hasRival: true },
      act: 'nothing',
      finding: 'charged-twice',
      proposed: 'refund',
    },
  'charged, and the sale was paid in another way: to be refunded': {
    of: { sale: 'without-it' },
    act: 'nothing',
    finding: 'charged-beside-sale',
    proposed: 'refund',
  },
  'charged, and neither in our records nor sold: taken into the records, and a person decides': {
    of: { row: null, sale: 'none' },
    act: 'adopt',
    finding: 'not-in-records',
    proposed: 'refund',
  },
  'charged although it is over in our records: a person decides': {
    of: { row: voidedRow, sale: 'none' },
    act: 'nothing',
    finding: 'charged-after-end',
    proposed: 'refund',
  },
  'charged a day ago, and no till sold anything for it: a person decides': {
    of: { sale: 'none', ageMs: day },
    act: 'nothing',
    finding: 'no-sale',
    proposed: 'refund',
  },
  'more was sent back than we sent back: a person is told': {
    of: { payment: anIntent('approved', { refundedMinor: 300 }), refundedByUsMinor: 200 },
    act: 'read-back',
    finding: 'refunded-elsewhere',
  },
  'the amounts are not those of our records: read back': {
    of: { payment: anIntent('approved', { refundedMinor: 300 }), refundedByUsMinor: 300 },
    act: 'read-back',
  },
  'all three books agree': { of: {}, act: 'nothing' },
}

describe('a rule of the sweep', () => {
  it.each(sweepRules.map(({ name }) => name))('%s', (name) => {
    const expected = cases[name]
    if (expected === undefined) throw new Error(`no case for the rule: ${name}`)
    const rule = judge(facts(expected.of))
    expect(rule.name).toBe(name)
    expect(rule.verdict.act).toBe(expected.act)
    expect(rule.verdict.raise?.finding).toBe(expected.finding)
    expect(rule.verdict.raise?.proposed ?? undefined).toBe(expected.proposed)
  })
})

describe('over every combination of the three books', () => {
  const standings: readonly (PaymentStanding | null)[] = [
    null,
    'awaiting-card',
    'processing',
    'approved',
    'canceled',
    'unknown',
  ]
  const states: readonly (PaymentState | null)[] = [null, 'unknown', 'approved', 'declined', 'voided']
  const all: SweepFacts[] = standings.flatMap((standing) =>
    [0, 1000].flatMap((capturedMinor) =>
      [0, 1000].flatMap((refundedMinor) =>
        states.flatMap((state) =>
          (['holds-it', 'without-it', 'none'] as const).flatMap((sale) =>
            [true, false].flatMap((hasRival) =>
              [true, false].flatMap((givenUp) =>
                [0, 2 * hour, 3 * day].map((ageMs) =>
                  facts({
                    payment: standing === null ? null : anIntent(standing, { capturedMinor, refundedMinor }),
                    row:
                      state === null
                        ? null
                        : aRow({
                            state,
                            captured_minor: state === 'approved' ? capturedMinor : 0,
                            on_reader: 0,
                          }),
                    sale,
                    hasRival,
                    givenUp,
                    ageMs,
                  }),
                ),
              ),
            ),
          ),
        ),
      ),
    ),
  )

  it('no money is ever taken or sent back by rule', () => {
    const acts = new Set(all.map((each) => judge(each).verdict.act))
    expect([...acts].toSorted()).toEqual(['adopt', 'cancel', 'nothing', 'read-back'])
  })

  it('nothing that was captured, or that a sale holds, is cancelled by rule', () => {
    for (const each of all) {
      if (judge(each).verdict.act !== 'cancel') continue
      expect(each.payment?.standing === 'approved' ? each.payment.capturedMinor : 0).toBe(0)
      if (each.payment?.standing === 'approved') expect(each.sale).not.toBe('holds-it')
    }
  })

  it('money that is with us for a day, and for which nothing was sold, is always before a person', () => {
    const kept = all.filter(
      ({ payment, sale, ageMs, row }) =>
        payment?.standing === 'approved' &&
        payment.capturedMinor > payment.refundedMinor &&
        sale !== 'holds-it' &&
        ageMs >= day &&
        row?.state !== 'unknown',
    )
    expect(kept.length).toBeGreaterThan(10)
    for (const each of kept) expect(judge(each).verdict.raise?.proposed).toBe('refund')
  })

  it('a sale that holds a payment for which no money came is always before a person', () => {
    const unpaid = all.filter(
      ({ payment, sale, ageMs, row }) =>
        sale === 'holds-it' &&
        ageMs > hour &&
        row?.state !== 'unknown' &&
        (payment === null || payment.standing === 'canceled'),
    )
    expect(unpaid.length).toBeGreaterThan(10)
    for (const each of unpaid) expect(judge(each).verdict.raise).not.toBeNull()
  })
})
