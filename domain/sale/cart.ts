import { z } from 'zod'
import { quantityMax, saleTotalMinorMax, taxRateSchema, unitPriceMinorMax } from '../catalogue/product.ts'
import { lineIdSchema, saleIdSchema } from '../ids/ids.ts'
import { currencyCodeSchema } from '../money/currency.ts'

/** `amount`: minor units off. `percent`: parts per million off, 10 % → 100000. */
export const discountSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('amount'), amountMinor: z.int().min(1).max(saleTotalMinorMax) }),
  z.strictObject({ kind: z.literal('percent'), ratePpm: z.int().min(1).max(1_000_000) }),
])
export type Discount = z.infer<typeof discountSchema>

/** One line as rung up. Name, price and tax are copied from the catalogue when the line is added: a later price change never touches it silently. */
export const cartLineSchema = z.strictObject({
  id: lineIdSchema,
  /** null for a custom item. */
  productId: z.string().min(1).max(40).nullable(),
  sku: z.string().max(40).nullable(),
  name: z.string().min(1).max(120),
  variant: z.string().max(60).nullable(),
  unitPriceMinor: z.int().min(0).max(unitPriceMinorMax),
  quantity: z.int().min(1).max(quantityMax),
  taxRate: taxRateSchema,
  discount: discountSchema.nullable(),
})
export type CartLine = z.infer<typeof cartLineSchema>

export const cartLinesMax = 500

export const cartSchema = z.strictObject({
  saleId: saleIdSchema,
  currency: currencyCodeSchema,
  lines: z.array(cartLineSchema).max(cartLinesMax),
  /** Taken off the whole sale after line discounts, allocated to the lines to the last minor unit. */
  discount: discountSchema.nullable(),
  note: z.string().max(200).nullable(),
})
export type Cart = z.infer<typeof cartSchema>
