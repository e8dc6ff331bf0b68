import type { DeclineReason } from '../../../domain/payment/attempt.ts'
import type { Decline, PaymentStanding } from '../../../domain/payment/processor.ts'

/** Amounts as Acme writes them. A processor that wants `"10.50"` is served here and nowhere else: nothing divides by 100 by itself. */
export const toWireAmount = (amountMinor: number, _currency: string): number => amountMinor
export const fromWireAmount = (wire: number, _currency: string): number => wire

/** Every status Acme documents, and the page. A word nobody has read about is `unknown`, whatever it may sound like. */
const standings: Readonly<Record<string, PaymentStanding>> = {
  waiting: 'awaiting-card',
  authorizing: 'processing',
  authorized: 'approved',
  captured: 'approved',
  canceled: 'canceled',
}
export const toStanding = (status: string): PaymentStanding =>
  Object.hasOwn(standings, status) ? (standings[status] ?? 'unknown') : 'unknown'

/** Acme's decline codes to what a counter may say. Lost, stolen and everything that is not listed: generic. */
const declineReasons: Readonly<Record<string, DeclineReason>> = {
  not_enough_funds: 'insufficient_funds',
}
export const toDecline = (code: string): Decline => ({
  code,
  reason: Object.hasOwn(declineReasons, code) ? (declineReasons[code] ?? 'generic') : 'generic',
})
