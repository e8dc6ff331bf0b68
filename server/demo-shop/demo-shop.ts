import type { Category } from '../../domain/catalogue/product.ts'
import { bakery } from './categories/bakery.ts'
import { coffeeAndTea } from './categories/coffee-and-tea.ts'
import { drinks } from './categories/drinks.ts'
import { freshAndDairy } from './categories/fresh-and-dairy.ts'
import { gardenAndPlants } from './categories/garden-and-plants.ts'
import { homeAndKitchen } from './categories/home-and-kitchen.ts'
import { pantry } from './categories/pantry.ts'
import { stationeryAndGifts } from './categories/stationery-and-gifts.ts'
import type { DemoCategory } from './category-rows.ts'
import { productsOf } from './products.ts'
import { demoStaff } from './staff.ts'
import { demoTaxRates } from './tax-rates.ts'

/** In the order of the till's chips. New ones go last: a category's place is part of its barcodes. */
export const demoCategories: readonly DemoCategory[] = [
  coffeeAndTea,
  bakery,
  pantry,
  freshAndDairy,
  drinks,
  homeAndKitchen,
  gardenAndPlants,
  stationeryAndGifts,
]

/**
 * Linden & Kade, the shop that practice mode opens with: 300 products in 8 categories, two VAT rates, three people. The same in every run:
 * it depends on no clock and no randomness. Amounts are euro cents, VAT included.
 */
export const demoShop = {
  store: {
    id: 'store-linden-kade',
    name: 'Linden & Kade',
    addressLines: ['Lindekade 18', '3024 LK Rotterdam'],
    currency: 'EUR',
    /** Cash totals are rounded to 5 cents, as Dutch shops do. */
    cashRoundingMinor: 5,
    receiptFooter: 'Thank you, and see you soon. Exchange within 14 days with this receipt.',
    timeZone: 'Europe/Amsterdam',
    locale: 'en-NL',
  },
  register: { id: 'register-front', name: 'Front counter' },
  taxRates: demoTaxRates,
  categories: demoCategories.map(({ id, name, hue }, position): Category => ({ id, name, hue, position })),
  products: demoCategories.flatMap((category, index) => productsOf(category, index + 1)),
  staff: demoStaff,
} as const
