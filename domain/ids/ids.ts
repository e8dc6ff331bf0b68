import { z } from 'zod'
import { looksLikeCardNumber } from '../security/card-number.ts'

/** Ids are branded strings made only by their parser, so that a sale's id is never handed over where a payment's is meant. UUIDv7 where we make them. */
const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
const shortId = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[A-Za-z0-9._:-]+$/)
  .refine((id) => !looksLikeCardNumber(id), 'a card number is no id')

export const saleIdSchema = uuid.brand<'SaleId'>()
export type SaleId = z.infer<typeof saleIdSchema>
export const lineIdSchema = uuid.brand<'LineId'>()
export type LineId = z.infer<typeof lineIdSchema>
export const operationIdSchema = uuid.brand<'OperationId'>()
export type OperationId = z.infer<typeof operationIdSchema>
export const shiftIdSchema = uuid.brand<'ShiftId'>()
export type ShiftId = z.infer<typeof shiftIdSchema>

export const storeIdSchema = shortId.brand<'StoreId'>()
export type StoreId = z.infer<typeof storeIdSchema>
export const registerIdSchema = shortId.brand<'RegisterId'>()
export type RegisterId = z.infer<typeof registerIdSchema>
export const deviceIdSchema = uuid.brand<'DeviceId'>()
export type DeviceId = z.infer<typeof deviceIdSchema>
export const staffIdSchema = shortId.brand<'StaffId'>()
export type StaffId = z.infer<typeof staffIdSchema>

/** A source of new UUIDv7s; passed in, so that one seed replays a whole shop. */
export type NewId = () => string
