import type { SweepFinding } from './sweep-rules.ts'

/** One English sentence per finding, for logs and events; the page has its own words in each language. Steady: the same finding is the same sentence. */
export const words: Readonly<Record<SweepFinding, string>> = {
  'sold-unpaid': 'A sale was completed as paid by card, and no card was charged for it.',
  'not-listed': 'The payment is approved in our records, and the processor does not know it.',
  unclear:
    'The processor holds a payment with our marks, in no record of ours, in a state that is not known.',
  'sold-uncaptured': 'A sale was completed with an authorisation that was never captured.',
  'held-without-sale': 'Money is held on a card for a day, and no till sold anything for it.',
  'not-released': 'Money is held on a card for nobody, and the processor did not release it.',
  'charged-twice': 'A tender was charged twice; the sale holds the other payment.',
  'charged-beside-sale': 'A card was charged, and the sale was paid in another way.',
  'not-in-records': 'A card was charged with our marks, and the payment stood in no record of ours.',
  'charged-after-end': 'A card was charged for a payment that is over in our records.',
  'sold-though-ended': 'A sale holds a payment that is over in our records, and the card was charged.',
  'no-sale': 'A card was charged a day ago, and no till sold anything for it.',
  'refunded-elsewhere': 'More was sent back than this system sent back.',
}
