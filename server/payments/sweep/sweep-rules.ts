import type { ExceptionKind } from '../../../domain/exceptions/exception-kinds.ts'
import type { ProcessorPayment } from '../../../domain/payment/processor.ts'
import { isOver } from '../decide.ts'
import type { PaymentRow } from '../payment-row.ts'

/** One payment as three books know it: the processor's, ours, the tills'. At least one of them does. */
export type SweepFacts = {
  /** As the processor lists it; null: it does not know it. Foreign objects never get here. */
  readonly payment: ProcessorPayment | null
  readonly row: PaymentRow | null
  /** What the completed sales of the tills say. `without-it`: the sale was completed, and paid in another way. */
  readonly sale: 'holds-it' | 'without-it' | 'none'
  /** Another payment of the same tender is approved. */
  readonly hasRival: boolean
  /** The till wrote down that it gave this payment up. */
  readonly givenUp: boolean
  /** Minor units that refunds of ours have sent back, or are sending. */
  readonly refundedByUsMinor: number
  /** A person has said what became of it. */
  readonly settledByHand: boolean
  readonly ageMs: number
}

/**
 * What a finding is put right by. Only what moves no money: reading back, releasing what was never captured, taking into our records what the processor
 * and a sale agree on. Money is sent back by a person: `proposed` says what the page offers first.
 */
export type SweepVerdict = {
  readonly act: 'nothing' | 'read-back' | 'cancel' | 'adopt'
  readonly raise: {
    readonly kind: Extract<ExceptionKind, `payment.${string}`>
    readonly finding: SweepFinding
    readonly proposed: 'refund' | 'cancel' | 'replay' | null
  } | null
}

export type SweepFinding =
  | 'sold-unpaid'
  | 'not-listed'
  | 'unclear'
  | 'sold-uncaptured'
  | 'held-without-sale'
  /** Said when releasing it by rule did not work. */
  | 'not-released'
  | 'charged-twice'
  | 'charged-beside-sale'
  | 'not-in-records'
  | 'charged-after-end'
  | 'sold-though-ended'
  | 'no-sale'
  | 'refunded-elsewhere'

export type SweepRule = {
  readonly name: string
  readonly applies: (facts: SweepFacts) => boolean
  readonly verdict: SweepVerdict
}

const hour = 3_600_000
/** Younger than this, somebody may be in the middle of it. */
export const underWayMs = hour
/** A till may be offline for a night, and a sale may be put aside half paid. */
export const withoutSaleAfterMs = 24 * hour

const does = (act: SweepVerdict['act']): SweepVerdict => ({ act, raise: null })
const raises = (
  kind: NonNullable<SweepVerdict['raise']>['kind'],
  finding: SweepFinding,
  proposed: NonNullable<SweepVerdict['raise']>['proposed'] = null,
  act: SweepVerdict['act'] = 'nothing',
): SweepVerdict => ({ act, raise: { kind, finding, proposed } })

const standing = ({ payment }: SweepFacts): ProcessorPayment['standing'] | 'not-there' =>
  payment === null ? 'not-there' : payment.standing
const approvedHere = ({ row }: SweepFacts): boolean => row?.state === 'approved'
const endedHere = ({ row }: SweepFacts): boolean => row?.state === 'declined' || row?.state === 'voided'
const sold = ({ sale }: SweepFacts): boolean => sale === 'holds-it'
const isAuthorised = (facts: SweepFacts): boolean =>
  standing(facts) === 'approved' && facts.payment?.capturedMinor === 0
const leftMinor = ({ payment }: SweepFacts): number =>
  payment === null ? 0 : payment.capturedMinor - payment.refundedMinor
/** Money that is still with us. */
const isCharged = (facts: SweepFacts): boolean => standing(facts) === 'approved' && leftMinor(facts) > 0
const isOld = ({ ageMs }: SweepFacts): boolean => ageMs >= withoutSaleAfterMs

/** The first rule that applies decides. Every combination of facts has one: the last applies always. */
export const sweepRules: readonly SweepRule[] = [
  {
    name: 'somebody may still be in the middle of it',
    applies: ({ ageMs }) => ageMs < underWayMs,
    verdict: does('nothing'),
  },
  {
    name: 'not over in our records: read back, which finishes what was begun',
    applies: ({ row }) => row !== null && !isOver(row),
    verdict: does('read-back'),
  },

  // What the processor does not know, or says never came to anything.
  {
    name: 'a person has said what became of it',
    applies: (facts) => standing(facts) === 'not-there' && facts.settledByHand,
    verdict: does('nothing'),
  },
  {
    name: 'approved in our records, and the processor does not know it',
    applies: (facts) => standing(facts) === 'not-there' && approvedHere(facts),
    verdict: raises('payment.contradiction', 'not-listed'),
  },
  {
    name: 'sold as paid by card, and no card was charged',
    applies: (facts) => (standing(facts) === 'not-there' || standing(facts) === 'canceled') && sold(facts),
    verdict: raises('payment.contradiction', 'sold-unpaid', null, 'read-back'),
  },
  {
    name: 'cancelled at the processor and approved in our records: read back',
    applies: (facts) => standing(facts) === 'canceled' && approvedHere(facts),
    verdict: does('read-back'),
  },
  {
    name: 'no money moved, and nobody says that it did',
    applies: (facts) => standing(facts) === 'not-there' || standing(facts) === 'canceled',
    verdict: does('nothing'),
  },

  // What has no end at the processor.
  {
    name: 'the processor’s word for it is not known, and it stands in no record of ours',
    applies: (facts) =>
      (standing(facts) === 'unknown' || standing(facts) === 'processing') && facts.row === null,
    verdict: raises('payment.orphan', 'unclear'),
  },
  {
    name: 'the processor’s word for it is not known: read back',
    applies: (facts) => standing(facts) === 'unknown' || standing(facts) === 'processing',
    verdict: does('read-back'),
  },
  {
    name: 'waits for a card and is approved in our records: read back, which reports it',
    applies: (facts) => standing(facts) === 'awaiting-card' && approvedHere(facts),
    verdict: does('read-back'),
  },
  {
    name: 'waits for a card for nobody: cancelled',
    applies: (facts) => standing(facts) === 'awaiting-card',
    verdict: does('cancel'),
  },

  // Authorised, not captured.
  {
    name: 'sold, authorised and in no record of ours: taken into the records, to be captured by a person',
    applies: (facts) => isAuthorised(facts) && sold(facts) && facts.row === null,
    verdict: raises('payment.uncaptured', 'sold-uncaptured', 'replay', 'adopt'),
  },
  {
    name: 'sold and authorised, and nobody captured it: the money runs out',
    applies: (facts) => isAuthorised(facts) && sold(facts),
    verdict: raises('payment.uncaptured', 'sold-uncaptured', 'replay'),
  },
  {
    name: 'authorised for a payment that is over, or for none of ours: released',
    applies: (facts) => isAuthorised(facts) && !approvedHere(facts),
    verdict: does('cancel'),
  },
  {
    name: 'authorised, and given up by the till or paid in another way: released',
    applies: (facts) => isAuthorised(facts) && (facts.givenUp || facts.sale === 'without-it'),
    verdict: does('cancel'),
  },
  {
    name: 'authorised for a day, and no till sold anything for it: a person decides',
    applies: (facts) => isAuthorised(facts) && isOld(facts),
    verdict: raises('payment.uncaptured', 'held-without-sale', 'cancel'),
  },
  {
    name: 'authorised since less than a day: a tab may be open',
    applies: isAuthorised,
    verdict: does('nothing'),
  },

  // Charged.
  {
    name: 'charged and sold, and in no record of ours (a restored database): taken into the records',
    applies: (facts) => isCharged(facts) && sold(facts) && facts.row === null,
    verdict: does('adopt'),
  },
  {
    name: 'sold with a payment that is over in our records, and charged: a person decides which is right',
    applies: (facts) => isCharged(facts) && sold(facts) && endedHere(facts),
    verdict: raises('payment.contradiction', 'sold-though-ended'),
  },
  {
    name: 'charged, and so was another payment of the same tender: the one that the sale does not hold is to be refunded',
    applies: (facts) => isCharged(facts) && !sold(facts) && facts.hasRival,
    verdict: raises('payment.duplicate', 'charged-twice', 'refund'),
  },
  {
    name: 'charged, and the sale was paid in another way: to be refunded',
    applies: (facts) => isCharged(facts) && facts.sale === 'without-it',
    verdict: raises('payment.duplicate', 'charged-beside-sale', 'refund'),
  },
  {
    name: 'charged, and neither in our records nor sold: taken into the records, and a person decides',
    applies: (facts) => isCharged(facts) && facts.row === null,
    verdict: raises('payment.orphan', 'not-in-records', 'refund', 'adopt'),
  },
  {
    name: 'charged although it is over in our records: a person decides',
    applies: (facts) => isCharged(facts) && endedHere(facts),
    verdict: raises('payment.contradiction', 'charged-after-end', 'refund'),
  },
  {
    name: 'charged a day ago, and no till sold anything for it: a person decides',
    applies: (facts) => isCharged(facts) && facts.sale === 'none' && isOld(facts),
    verdict: raises('payment.without-sale', 'no-sale', 'refund'),
  },
  {
    name: 'more was sent back than we sent back: a person is told',
    applies: (facts) => approvedHere(facts) && (facts.payment?.refundedMinor ?? 0) > facts.refundedByUsMinor,
    verdict: raises('payment.contradiction', 'refunded-elsewhere', null, 'read-back'),
  },
  {
    name: 'the amounts are not those of our records: read back',
    applies: ({ row, payment }) =>
      row?.state === 'approved' &&
      payment !== null &&
      (row.captured_minor !== payment.capturedMinor || row.refunded_minor !== payment.refundedMinor),
    verdict: does('read-back'),
  },
  {
    name: 'all three books agree',
    applies: () => true,
    verdict: does('nothing'),
  },
]

export function judge(facts: SweepFacts): SweepRule {
  const rule = sweepRules.find(({ applies }) => applies(facts))
  if (rule === undefined) throw new Error('the last rule applies always')
  return rule
}
