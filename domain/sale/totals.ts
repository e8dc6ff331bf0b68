import { z } from 'zod'
import { taxRateSchema } from '../catalogue/product.ts'
import { lineIdSchema } from '../ids/ids.ts'
import { currencyCodeSchema } from '../money/currency.ts'

/** One line's money, all in minor units. `netMinor` = gross − lineDiscount − saleDiscount; it contains the tax when the rate is inclusive. */
export const lineTotalsSchema = z.strictObject({
  lineId: lineIdSchema,
  grossMinor: z.int(),
  lineDiscountMinor: z.int(),
  saleDiscountMinor: z.int(),
  netMinor: z.int(),
  taxMinor: z.int(),
  /** What the customer pays for this line: net, plus tax when the rate is exclusive. */
  totalMinor: z.int(),
})
export type LineTotals = z.infer<typeof lineTotalsSchema>

/** Tax of one rate over the whole sale: rounded once, half up, then allocated to the lines so that Σ lines = this. */
export const taxTotalSchema = z.strictObject({
  taxRate: taxRateSchema,
  /** Amount without tax. */
  baseMinor: z.int(),
  taxMinor: z.int(),
})
export type TaxTotal = z.infer<typeof taxTotalSchema>

/** A sale's money in minor units of `currency`. Σ lines.totalMinor = totalMinor, always. */
export const saleTotalsSchema = z.strictObject({
  currency: currencyCodeSchema,
  lines: z.array(lineTotalsSchema),
  grossMinor: z.int(),
  discountMinor: z.int(),
  taxes: z.array(taxTotalSchema),
  taxMinor: z.int(),
  /** To pay, before any cash rounding. */
  totalMinor: z.int(),
})
export type SaleTotals = z.infer<typeof saleTotalsSchema>
