import type { DrawingName } from './drawings/drawings.ts'
import type { InkName } from './drawings/palette.ts'
import type { DemoTaxRateId } from './tax-rates.ts'

/** Where a row differs from its category: its tax rate, or loose goods that carry no barcode. */
export type RowNote = DemoTaxRateId | 'no-barcode'

/** One product. Neighbouring rows of one name are the variants of one article. The price is in cents, VAT included: 7.95 → 795. */
export type DemoRow = readonly [
  name: string,
  variant: string | null,
  priceMinor: number,
  drawing: DrawingName,
  main: InkName,
  accent: InkName,
  ...notes: readonly RowNote[],
]

export type DemoCategory = {
  readonly id: string
  readonly name: string
  /** OKLCH hue, 0–359, of the category's chip and of the disc behind its pictures. */
  readonly hue: number
  /** Two letters that its SKUs and product ids begin with. */
  readonly prefix: string
  /** What most of its goods are taxed at: food, books and plants 9 %, other goods and alcohol 21 %. */
  readonly taxRateId: DemoTaxRateId
  /** In the order of the tiles. */
  readonly rows: readonly DemoRow[]
}
