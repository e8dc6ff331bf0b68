import type { TaxRate } from '../../domain/catalogue/product.ts'

/** The Dutch rates: 21 % on goods and alcohol, 9 % on food, books and plants. Shelf prices contain them. */
export const demoTaxRates = [
  { id: 'vat-21', name: 'VAT 21%', ratePpm: 210_000, inclusive: true },
  { id: 'vat-9', name: 'VAT 9%', ratePpm: 90_000, inclusive: true },
] as const satisfies readonly TaxRate[]

export type DemoTaxRateId = (typeof demoTaxRates)[number]['id']
