import { z } from 'zod'

/** Fields of the card that may be kept and printed: brand and last four digits, and the EMV lines that card schemes want on a receipt. Never a card number. */
export const cardReceiptSchema = z.strictObject({
  brand: z.string().max(40).nullable(),
  last4: z
    .string()
    .regex(/^\d{4}$/)
    .nullable(),
  readMethod: z.string().max(40).nullable(),
  applicationPreferredName: z.string().max(60).nullable(),
  dedicatedFileName: z.string().max(60).nullable(),
  authorizationCode: z.string().max(40).nullable(),
  authorizationResponseCode: z.string().max(40).nullable(),
  applicationCryptogram: z.string().max(60).nullable(),
  cardholderVerificationMethod: z.string().max(40).nullable(),
  terminalVerificationResults: z.string().max(60).nullable(),
  transactionStatusInformation: z.string().max(60).nullable(),
  accountType: z.string().max(40).nullable(),
})
export type CardReceipt = z.infer<typeof cardReceiptSchema>

/**
 * A tender that stands: money that has been taken for a sale. Minor units.
 * Cash: `amountMinor` is what it covers of the sale, `roundingMinor` what cash rounding added (+) or forgave (−),
 * `givenMinor` what the customer handed over, `changeMinor` what went back: given − change = amount + rounding.
 */
export const tenderSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('cash'),
    tenderNo: z.int().min(1),
    amountMinor: z.int().min(0),
    roundingMinor: z.int(),
    givenMinor: z.int().min(0),
    changeMinor: z.int().min(0),
  }),
  z.strictObject({
    kind: z.literal('card'),
    tenderNo: z.int().min(1),
    amountMinor: z.int().min(1),
    /** Our payment's key and the processor's id: `pi_…`. */
    idempotencyKey: z.string().min(1).max(45),
    processorPaymentId: z.string().min(1).max(255),
    card: cardReceiptSchema.nullable(),
  }),
])
export type Tender = z.infer<typeof tenderSchema>
export type CashTender = Extract<Tender, { kind: 'cash' }>
export type CardTender = Extract<Tender, { kind: 'card' }>

/** Tenders of one sale, numbered from 1; declined and returned ones keep their number. */
export const tendersMax = 20
/** Largest amount one card payment can have, in minor units: eight digits, the processor's own limit. */
export const cardAmountMinorMax = 99_999_999
