import { z } from 'zod'

/** A tax rate in parts per million: 21 % → 210000. `inclusive`: prices already contain it (Europe); otherwise it is added (United States). */
export const taxRateSchema = z.strictObject({
  id: z.string().min(1).max(40),
  name: z.string().min(1).max(60),
  ratePpm: z.int().min(0).max(1_000_000),
  inclusive: z.boolean(),
})
export type TaxRate = z.infer<typeof taxRateSchema>

/** Largest price of one item in minor units (9,999,999.99 in a two-decimal currency). Above it is a typing mistake, not a price. */
export const unitPriceMinorMax = 999_999_999
export const quantityMax = 9_999
/** Largest total of one sale in minor units. Keeps every sum a safe integer with room to spare. */
export const saleTotalMinorMax = 99_999_999_999

export const productSchema = z.strictObject({
  id: z.string().min(1).max(40),
  sku: z.string().min(1).max(40),
  /** Valid GTIN-8/12/13/14 without blanks, or null for goods without a barcode. */
  ean: z
    .string()
    .regex(/^\d{8}$|^\d{12,14}$/)
    .nullable(),
  name: z.string().min(1).max(120),
  /** 'Large', '250 g', 'Blue / M'; null when the product has no variants. Variants of one product share `parentId`. */
  variant: z.string().min(1).max(60).nullable(),
  parentId: z.string().min(1).max(40).nullable(),
  categoryId: z.string().min(1).max(40),
  priceMinor: z.int().min(0).max(unitPriceMinorMax),
  currency: z.string().length(3),
  taxRateId: z.string().min(1).max(40),
  /** A drawn picture: inline SVG markup (no scripts, no external references), or null: the tile shows initials. */
  tileSvg: z.string().max(8_000).nullable(),
  /** Position inside its category; tiles never move on their own. */
  position: z.int().min(0),
  active: z.boolean(),
})
export type Product = z.infer<typeof productSchema>

export const categorySchema = z.strictObject({
  id: z.string().min(1).max(40),
  name: z.string().min(1).max(60),
  /** Hue of the category's chip and drawn tiles, 0–359 (OKLCH). */
  hue: z.int().min(0).max(359),
  position: z.int().min(0),
})
export type Category = z.infer<typeof categorySchema>
