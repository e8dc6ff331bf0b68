import { z } from 'zod'

/** An ISO 4217 alphabetic code, upper case. Whether it is one we know is `exponentOf`'s business. */
export const currencyCodeSchema = z.string().regex(/^[A-Z]{3}$/)
export type CurrencyCode = z.infer<typeof currencyCodeSchema>
