/**
 * Whole sales worked out by hand, on paper, from the rules alone: gross; discounts; net; tax once per rate, half up, over the net of its lines; largest
 * remainder to the lines; cash rounding on the cash only. The figures in the comments are the working. Never paste what the program answers.
 *
 * Amounts in minor units. Rates: `[name, percent × 10,000 = ppm, inclusive]`. Taxes are listed highest rate first, as on the receipt.
 */
export type GoldenRate = readonly [name: string, ratePpm: number, inclusive: boolean]
export type GoldenDiscount = { readonly amount: number } | { readonly ppm: number }
export type GoldenTender =
  | {
      readonly cash: number | null
      readonly given: number
      readonly covers: number
      readonly rounding: number
      readonly change: number
    }
  | { readonly card: number | null; readonly covers: number }
export type GoldenSale = {
  readonly name: string
  readonly currency: string
  readonly cashIncrement?: number
  readonly lines: readonly {
    readonly price: number
    readonly qty: number
    readonly rate: GoldenRate
    readonly off?: GoldenDiscount
    /** What comes out. */
    readonly net: number
    readonly tax: number
    readonly total: number
  }[]
  readonly off?: GoldenDiscount
  readonly gross: number
  readonly discount: number
  readonly taxes: readonly (readonly [name: string, base: number, tax: number])[]
  readonly total: number
  readonly tenders?: readonly GoldenTender[]
}

const de19: GoldenRate = ['DE 19 %', 190_000, true]
const de7: GoldenRate = ['DE 7 %', 70_000, true]
const jp10: GoldenRate = ['JP 10 %', 100_000, true]
const jp8: GoldenRate = ['JP 8 %', 80_000, true]
const jp10Added: GoldenRate = ['JP 10 % added', 100_000, false]
const ch81: GoldenRate = ['CH 8.1 %', 81_000, true]
const ch26: GoldenRate = ['CH 2.6 %', 26_000, true]
const nz15: GoldenRate = ['NZ 15 %', 150_000, true]
const se25: GoldenRate = ['SE 25 %', 250_000, true]
const ny8875: GoldenRate = ['NY 8.875 %', 88_750, false]
const food1025: GoldenRate = ['Food 10.25 %', 102_500, false]
const exempt: GoldenRate = ['Exempt', 0, false]
const gst5: GoldenRate = ['GST 5 %', 50_000, false]
const bh10: GoldenRate = ['BH 10 %', 100_000, false]
const none: GoldenRate = ['No tax', 0, true]
const cl19: GoldenRate = ['CL 19 %', 190_000, true]

export const goldenSales: readonly GoldenSale[] = [
  {
    // tax 1190 × 19 ÷ 119 = 190 exactly; base 1190 − 190 = 1000
    name: 'EUR: one thing at 19 % inclusive',
    currency: 'EUR',
    lines: [{ price: 1190, qty: 1, rate: de19, net: 1190, tax: 190, total: 1190 }],
    gross: 1190,
    discount: 0,
    taxes: [['DE 19 %', 1000, 190]],
    total: 1190,
  },
  {
    // 2 × 249 = 498; 498 × 19 = 9462; 9462 ÷ 119 = 79 rest 61 → 79.51 → 80; base 418
    // 3 × 129 = 387; 387 × 7 = 2709; 2709 ÷ 107 = 25 rest 34 → 25.32 → 25; base 362
    // total 498 + 387 = 885; card takes 500; 385 left in cash; 1000 − 385 = 615 back
    name: 'EUR: 19 % and 7 % inclusive, paid by card and cash',
    currency: 'EUR',
    lines: [
      { price: 249, qty: 2, rate: de19, net: 498, tax: 80, total: 498 },
      { price: 129, qty: 3, rate: de7, net: 387, tax: 25, total: 387 },
    ],
    gross: 885,
    discount: 0,
    taxes: [
      ['DE 19 %', 418, 80],
      ['DE 7 %', 362, 25],
    ],
    total: 885,
    tenders: [
      { card: 500, covers: 500 },
      { cash: null, given: 1000, covers: 385, rounding: 0, change: 615 },
    ],
  },
  {
    // Line by line it would be 99 × 19 ÷ 119 = 15.81 → 16, three times: 48. Once for the rate: 297 × 19 = 5643; ÷ 119 = 47 rest 50 → 47. Base 250.
    // 47 over 99 : 99 : 99 = 15.67 each; 15 + 15 + 15 leaves 2 for the first two.
    name: 'EUR: tax is rounded once for the rate, not line by line',
    currency: 'EUR',
    lines: [
      { price: 99, qty: 1, rate: de19, net: 99, tax: 16, total: 99 },
      { price: 99, qty: 1, rate: de19, net: 99, tax: 16, total: 99 },
      { price: 99, qty: 1, rate: de19, net: 99, tax: 15, total: 99 },
    ],
    gross: 297,
    discount: 0,
    taxes: [['DE 19 %', 250, 47]],
    total: 297,
  },
  {
    // 648 × 8 ÷ 108 = 48; base 600. 3 × 150 = 450; 450 × 10 ÷ 110 = 40.909 → 41; base 409.
    // total 1098; 2000 − 1098 = 902 back
    name: 'JPY: no decimals, 8 % and 10 % inclusive, cash with change',
    currency: 'JPY',
    lines: [
      { price: 648, qty: 1, rate: jp8, net: 648, tax: 48, total: 648 },
      { price: 150, qty: 3, rate: jp10, net: 450, tax: 41, total: 450 },
    ],
    gross: 1098,
    discount: 0,
    taxes: [
      ['JP 10 %', 409, 41],
      ['JP 8 %', 600, 48],
    ],
    total: 1098,
    tenders: [{ cash: null, given: 2000, covers: 1098, rounding: 0, change: 902 }],
  },
  {
    // 105 × 10 % = 10.5, a half: up to 11
    name: 'JPY: half a yen of tax goes up',
    currency: 'JPY',
    lines: [{ price: 105, qty: 1, rate: jp10Added, net: 105, tax: 11, total: 116 }],
    gross: 105,
    discount: 0,
    taxes: [['JP 10 % added', 105, 11]],
    total: 116,
  },
  {
    // 3 × 1.255 = 3.765; 10 % = 376.5 → 377; 3765 − 377 = 3388
    // cash in 5 fils: 3388 is 2 below 3390 and 3 above 3385 → 3390, +2; 5000 − 3390 = 1610
    name: 'KWD: three decimals, 10 % off the sale, cash in 5 fils',
    currency: 'KWD',
    cashIncrement: 5,
    lines: [{ price: 1255, qty: 3, rate: none, net: 3388, tax: 0, total: 3388 }],
    off: { ppm: 100_000 },
    gross: 3765,
    discount: 377,
    taxes: [['No tax', 3388, 0]],
    total: 3388,
    tenders: [{ cash: null, given: 5000, covers: 3388, rounding: 2, change: 1610 }],
  },
  {
    // 2345 × 10 % = 234.5 → 235; 2345 + 235 = 2580
    name: 'BHD: three decimals, half a fils of added tax goes up',
    currency: 'BHD',
    lines: [{ price: 2345, qty: 1, rate: bh10, net: 2345, tax: 235, total: 2580 }],
    gross: 2345,
    discount: 0,
    taxes: [['BH 10 %', 2345, 235]],
    total: 2580,
  },
  {
    // 798 × 81 = 64638; ÷ 1081 = 59 rest 859 → 59.79 → 60; base 738
    // 435 × 26 = 11310; ÷ 1026 = 11 rest 24 → 11; base 424
    // total 1233 → 1235 in coins, +2; 2000 − 1235 = 765
    name: 'CHF: cash rounds 12.33 up to 12.35',
    currency: 'CHF',
    cashIncrement: 5,
    lines: [
      { price: 798, qty: 1, rate: ch81, net: 798, tax: 60, total: 798 },
      { price: 435, qty: 1, rate: ch26, net: 435, tax: 11, total: 435 },
    ],
    gross: 1233,
    discount: 0,
    taxes: [
      ['CH 8.1 %', 738, 60],
      ['CH 2.6 %', 424, 11],
    ],
    total: 1233,
    tenders: [{ cash: null, given: 2000, covers: 1233, rounding: 2, change: 765 }],
  },
  {
    // 1232 × 81 = 99792; ÷ 1081 = 92 rest 340 → 92; base 1140. Cash: 1232 → 1230, −2.
    name: 'CHF: cash rounds 12.32 down to 12.30',
    currency: 'CHF',
    cashIncrement: 5,
    lines: [{ price: 1232, qty: 1, rate: ch81, net: 1232, tax: 92, total: 1232 }],
    gross: 1232,
    discount: 0,
    taxes: [['CH 8.1 %', 1140, 92]],
    total: 1232,
    tenders: [{ cash: null, given: 1230, covers: 1232, rounding: -2, change: 0 }],
  },
  {
    name: 'CHF: a card pays the same 12.32 to the centime',
    currency: 'CHF',
    cashIncrement: 5,
    lines: [{ price: 1232, qty: 1, rate: ch81, net: 1232, tax: 92, total: 1232 }],
    gross: 1232,
    discount: 0,
    taxes: [['CH 8.1 %', 1140, 92]],
    total: 1232,
    tenders: [{ card: null, covers: 1232 }],
  },
  {
    // 2003 × 26 = 52078; ÷ 1026 = 50 rest 778 → 50.76 → 51; base 1952
    // card 1001 exactly; cash 2003 − 1001 = 1002 → 1000, −2
    name: 'CHF: split between card and cash, only the cash is rounded',
    currency: 'CHF',
    cashIncrement: 5,
    lines: [{ price: 2003, qty: 1, rate: ch26, net: 2003, tax: 51, total: 2003 }],
    gross: 2003,
    discount: 0,
    taxes: [['CH 2.6 %', 1952, 51]],
    total: 2003,
    tenders: [
      { card: 1001, covers: 1001 },
      { cash: null, given: 1000, covers: 1002, rounding: -2, change: 0 },
    ],
  },
  {
    // 1006 × 81 = 81486; ÷ 1081 = 75 rest 411 → 75; base 931
    // all cash: 1006 → 1005. First 503 → 505 (+2). Then 503 more: 1005 − 505 = 500 (−3); 1000 − 500 = 500 back. Σ rounding −1 = 1005 − 1006.
    name: 'CHF: two people pay half each in cash, rounded as one',
    currency: 'CHF',
    cashIncrement: 5,
    lines: [{ price: 1006, qty: 1, rate: ch81, net: 1006, tax: 75, total: 1006 }],
    gross: 1006,
    discount: 0,
    taxes: [['CH 8.1 %', 931, 75]],
    total: 1006,
    tenders: [
      { cash: 503, given: 505, covers: 503, rounding: 2, change: 0 },
      { cash: null, given: 1000, covers: 503, rounding: -3, change: 500 },
    ],
  },
  {
    // 3 × 455 = 1365; 1365 × 15 = 20475; ÷ 115 = 178 rest 5 → 178; base 1187
    // 1365 is half way between 1360 and 1370 → away from zero, 1370, +5; 2000 − 1370 = 630
    name: 'NZD: 0.10 rounding, half way goes up',
    currency: 'NZD',
    cashIncrement: 10,
    lines: [{ price: 455, qty: 3, rate: nz15, net: 1365, tax: 178, total: 1365 }],
    gross: 1365,
    discount: 0,
    taxes: [['NZ 15 %', 1187, 178]],
    total: 1365,
    tenders: [{ cash: null, given: 2000, covers: 1365, rounding: 5, change: 630 }],
  },
  {
    // 4 × 15 ÷ 115 = 0.52 → 1; base 3. Four cents are nothing in coins of ten.
    name: 'NZD: a sale so small that cash rounding forgives all of it',
    currency: 'NZD',
    cashIncrement: 10,
    lines: [{ price: 4, qty: 1, rate: nz15, net: 4, tax: 1, total: 4 }],
    gross: 4,
    discount: 0,
    taxes: [['NZ 15 %', 3, 1]],
    total: 4,
    tenders: [{ cash: null, given: 0, covers: 4, rounding: -4, change: 0 }],
  },
  {
    // 14950 × 25 ÷ 125 = 2990; base 11960. 149.50 → 150 kronor, +50; 200 − 150 = 50 kronor back
    name: 'SEK: cash in whole kronor',
    currency: 'SEK',
    cashIncrement: 100,
    lines: [{ price: 14950, qty: 1, rate: se25, net: 14950, tax: 2990, total: 14950 }],
    gross: 14950,
    discount: 0,
    taxes: [['SE 25 %', 11960, 2990]],
    total: 14950,
    tenders: [{ cash: null, given: 20000, covers: 14950, rounding: 50, change: 5000 }],
  },
  {
    // 2 × 199 = 398; 5 % = 19.9 → 20; 418 → 420 in cash, +2
    name: 'CAD: added tax, cash without pennies',
    currency: 'CAD',
    cashIncrement: 5,
    lines: [{ price: 199, qty: 2, rate: gst5, net: 398, tax: 20, total: 418 }],
    gross: 398,
    discount: 0,
    taxes: [['GST 5 %', 398, 20]],
    total: 418,
    tenders: [{ cash: null, given: 420, covers: 418, rounding: 2, change: 0 }],
  },
  {
    // 2 × 599 = 1198, no tax. 2495 × 0.08875 = 221.43 → 221. 3 × 375 = 1125; × 0.1025 = 115.31 → 115.
    // gross 1198 + 2495 + 1125 = 4818; tax 336; total 5154
    name: 'USD: three rates added, one of them zero',
    currency: 'USD',
    lines: [
      { price: 599, qty: 2, rate: exempt, net: 1198, tax: 0, total: 1198 },
      { price: 2495, qty: 1, rate: ny8875, net: 2495, tax: 221, total: 2716 },
      { price: 375, qty: 3, rate: food1025, net: 1125, tax: 115, total: 1240 },
    ],
    gross: 4818,
    discount: 0,
    taxes: [
      ['Food 10.25 %', 1125, 115],
      ['NY 8.875 %', 2495, 221],
      ['Exempt', 1198, 0],
    ],
    total: 5154,
  },
  {
    // 2495 − 10 % (249.5 → 250) = 2245; 1198 − 198 = 1000; together 3245
    // 500 off: 500 × 2245 ÷ 3245 = 345.92, 500 × 1000 ÷ 3245 = 154.08; 345 + 154 = 499, the one left goes to .92 → 346 and 154
    // nets 1899 and 846; 1899 × 0.08875 = 168.54 → 169; total 1899 + 169 + 846 = 2914; discounts 250 + 198 + 500 = 948
    name: 'USD: a percent and an amount off lines, then an amount off the sale',
    currency: 'USD',
    lines: [
      { price: 2495, qty: 1, rate: ny8875, off: { ppm: 100_000 }, net: 1899, tax: 169, total: 2068 },
      { price: 599, qty: 2, rate: exempt, off: { amount: 198 }, net: 846, tax: 0, total: 846 },
    ],
    off: { amount: 500 },
    gross: 3693,
    discount: 948,
    taxes: [
      ['NY 8.875 %', 1899, 169],
      ['Exempt', 846, 0],
    ],
    total: 2914,
  },
  {
    name: 'EUR: 100 % off the sale leaves nothing to pay and nothing to tax',
    currency: 'EUR',
    lines: [
      { price: 249, qty: 2, rate: de19, net: 0, tax: 0, total: 0 },
      { price: 129, qty: 3, rate: de7, net: 0, tax: 0, total: 0 },
    ],
    off: { ppm: 1_000_000 },
    gross: 885,
    discount: 885,
    taxes: [
      ['DE 19 %', 0, 0],
      ['DE 7 %', 0, 0],
    ],
    total: 0,
    tenders: [{ cash: null, given: 0, covers: 0, rounding: 0, change: 0 }],
  },
  {
    // the euro off can only come from what costs something: 1000 − 100 = 900; 900 × 19 = 17100; ÷ 119 = 143 rest 83 → 144; base 756
    name: 'EUR: a free gift takes no part of the discount or the tax',
    currency: 'EUR',
    lines: [
      { price: 0, qty: 1, rate: de19, net: 0, tax: 0, total: 0 },
      { price: 1000, qty: 1, rate: de19, net: 900, tax: 144, total: 900 },
    ],
    off: { amount: 100 },
    gross: 1000,
    discount: 100,
    taxes: [['DE 19 %', 756, 144]],
    total: 900,
  },
  {
    // 3 × 333 = 999; × 0.333333 = 332.9997 → 333; 666 left; 666 × 7 = 4662; ÷ 107 = 43 rest 61 → 44; base 622
    name: 'EUR: a third off a line of three',
    currency: 'EUR',
    lines: [{ price: 333, qty: 3, rate: de7, off: { ppm: 333_333 }, net: 666, tax: 44, total: 666 }],
    gross: 999,
    discount: 333,
    taxes: [['DE 7 %', 622, 44]],
    total: 666,
  },
  {
    // 15 % of 300 = 45, 15 each; 255 × 19 = 4845; ÷ 119 = 40 rest 85 → 41; base 214; 41 ÷ 3 = 13.67 each → 14, 14, 13
    name: 'EUR: 15 % off three equal lines',
    currency: 'EUR',
    lines: [
      { price: 100, qty: 1, rate: de19, net: 85, tax: 14, total: 85 },
      { price: 100, qty: 1, rate: de19, net: 85, tax: 14, total: 85 },
      { price: 100, qty: 1, rate: de19, net: 85, tax: 13, total: 85 },
    ],
    off: { ppm: 150_000 },
    gross: 300,
    discount: 45,
    taxes: [['DE 19 %', 214, 41]],
    total: 255,
  },
  {
    // One cent between two equals goes to the higher rate, wherever its line stands: 100 and 99.
    // 99 × 19 = 1881; ÷ 119 = 15 rest 96 → 16; base 83. 100 × 7 ÷ 107 = 6.54 → 7; base 93.
    name: 'EUR: a cent off two equal lines of different rates',
    currency: 'EUR',
    lines: [
      { price: 100, qty: 1, rate: de7, net: 100, tax: 7, total: 100 },
      { price: 100, qty: 1, rate: de19, net: 99, tax: 16, total: 99 },
    ],
    off: { amount: 1 },
    gross: 200,
    discount: 1,
    taxes: [
      ['DE 19 %', 83, 16],
      ['DE 7 %', 93, 7],
    ],
    total: 199,
  },
  {
    // 10 % of 2000 = 200, 100 from each. Inclusive: 900 holds 144 (as above), base 756. Added: 900 × 0.08875 = 79.875 → 80. 900 + 980 = 1880.
    name: 'USD: one price with the tax inside, one with it added',
    currency: 'USD',
    lines: [
      { price: 1000, qty: 1, rate: de19, net: 900, tax: 144, total: 900 },
      { price: 1000, qty: 1, rate: ny8875, net: 900, tax: 80, total: 980 },
    ],
    off: { ppm: 100_000 },
    gross: 2000,
    discount: 200,
    taxes: [
      ['DE 19 %', 756, 144],
      ['NY 8.875 %', 900, 80],
    ],
    total: 1880,
  },
  {
    // 12345 × 19 = 234555; ÷ 119 = 1971 rest 6 → 1971; base 10374
    name: 'CLF: four decimals',
    currency: 'CLF',
    lines: [{ price: 12_345, qty: 1, rate: cl19, net: 12_345, tax: 1971, total: 12_345 }],
    gross: 12_345,
    discount: 0,
    taxes: [['CL 19 %', 10_374, 1971]],
    total: 12_345,
  },
  {
    // 9,999 × 10,000.00 = 99,990,000.00. 9,999,000,000 × 19 = 189,981,000,000; 119 × 1,596,478,991 = 189,980,999,929, rest 71 → 1,596,478,992
    // base 9,999,000,000 − 1,596,478,992 = 8,402,521,008
    name: 'EUR: the most of one thing a line can hold, at a high price',
    currency: 'EUR',
    lines: [
      {
        price: 1_000_000,
        qty: 9_999,
        rate: de19,
        net: 9_999_000_000,
        tax: 1_596_478_992,
        total: 9_999_000_000,
      },
    ],
    gross: 9_999_000_000,
    discount: 0,
    taxes: [['DE 19 %', 8_402_521_008, 1_596_478_992]],
    total: 9_999_000_000,
  },
  {
    // 1 + 2 + 5 = 8; 8 × 7 ÷ 107 = 0.52 → 1; base 7; the cent is ⅛ : ²⁄₈ : ⅝ and goes to the largest
    name: 'EUR: one cent of tax among three tiny lines',
    currency: 'EUR',
    lines: [
      { price: 1, qty: 1, rate: de7, net: 1, tax: 0, total: 1 },
      { price: 2, qty: 1, rate: de7, net: 2, tax: 0, total: 2 },
      { price: 5, qty: 1, rate: de7, net: 5, tax: 1, total: 5 },
    ],
    gross: 8,
    discount: 0,
    taxes: [['DE 7 %', 7, 1]],
    total: 8,
  },
  {
    // The cent off goes to the first of two equals: 2 and 3. 5 × 19 ÷ 119 = 0.80 → 1; base 4. The cent of tax is ⅖ : ⅗ of what is left, so it is the second's.
    name: 'EUR: tax follows what a line costs after the discount, not before',
    currency: 'EUR',
    lines: [
      { price: 3, qty: 1, rate: de19, net: 2, tax: 0, total: 2 },
      { price: 3, qty: 1, rate: de19, net: 3, tax: 1, total: 3 },
    ],
    off: { amount: 1 },
    gross: 6,
    discount: 1,
    taxes: [['DE 19 %', 4, 1]],
    total: 5,
  },
  {
    // A: 500 − 500 = 0, so the sale's 12.5 % of 800 = 100 is all B's: 700; 700 × 7 = 4900; ÷ 107 = 45 rest 85 → 46; base 654; discounts 500 + 100
    name: 'EUR: a line given away by its own discount, and 12.5 % off the sale',
    currency: 'EUR',
    lines: [
      { price: 500, qty: 1, rate: de19, off: { amount: 500 }, net: 0, tax: 0, total: 0 },
      { price: 400, qty: 2, rate: de7, net: 700, tax: 46, total: 700 },
    ],
    off: { ppm: 125_000 },
    gross: 1300,
    discount: 600,
    taxes: [
      ['DE 19 %', 0, 0],
      ['DE 7 %', 654, 46],
    ],
    total: 700,
    // three ways: 200 + 100 by two cards, 400 left in cash, a 5 handed over, 100 back
    tenders: [
      { card: 200, covers: 200 },
      { card: 100, covers: 100 },
      { cash: null, given: 500, covers: 400, rounding: 0, change: 100 },
    ],
  },
]
