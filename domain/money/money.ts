import { z } from 'zod'
import { currencyCodeSchema } from './currency.ts'

/** An amount of money: a safe integer of the currency's minor unit. `$10.00 → { amountMinor: 1000, currency: 'USD' }`, `¥500 → { amountMinor: 500, currency: 'JPY' }`. */
export const moneySchema = z.strictObject({
  amountMinor: z.int(),
  currency: currencyCodeSchema,
})
export type Money = z.infer<typeof moneySchema>
