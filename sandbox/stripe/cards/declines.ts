/** Why an issuer said no: `decline_code` where Stripe sends one, else the error code itself. */
export type DeclineCode =
  | 'generic_decline'
  | 'insufficient_funds'
  | 'lost_card'
  | 'stolen_card'
  | 'expired_card'
  | 'processing_error'
  | 'call_issuer'
  | 'offline_pin_required'
  | 'online_or_offline_pin_required'
  | 'incorrect_pin'
  | 'withdrawal_count_limit_exceeded'
  | 'pin_try_exceeded'

interface DeclineWords {
  readonly code: 'card_declined' | 'expired_card' | 'processing_error'
  readonly message: string
  readonly advice: 'try_again_later' | 'do_not_try_again' | 'confirm_card_data'
  /** ISO 8583 response code in ASCII hex, as EMV tag 8A prints it, e.g. '3035' for 05. */
  readonly responseCode: string
}

const declined = {
  code: 'card_declined',
  message: 'Your card was declined.',
  advice: 'try_again_later',
} as const
const hopeless = { ...declined, advice: 'do_not_try_again' } as const

export const declines: Readonly<Record<DeclineCode, DeclineWords>> = {
  generic_decline: { ...declined, responseCode: '3035' },
  insufficient_funds: { ...declined, message: 'Your card has insufficient funds.', responseCode: '3531' },
  lost_card: { ...hopeless, responseCode: '3431' },
  stolen_card: { ...hopeless, responseCode: '3433' },
  expired_card: {
    code: 'expired_card',
    message: 'Your card has expired.',
    advice: 'do_not_try_again',
    responseCode: '3534',
  },
  processing_error: {
    code: 'processing_error',
    message: 'An error occurred while processing your card. Try again in a little bit.',
    advice: 'try_again_later',
    responseCode: '3036',
  },
  call_issuer: { ...declined, responseCode: '3031' },
  offline_pin_required: { ...declined, responseCode: '3535' },
  online_or_offline_pin_required: { ...declined, responseCode: '3535' },
  incorrect_pin: { ...declined, responseCode: '3535' },
  withdrawal_count_limit_exceeded: { ...declined, responseCode: '3635' },
  pin_try_exceeded: { ...hopeless, responseCode: '3735' },
}

/** The last two digits of an amount that make a simulated reader decline; docs.stripe.com/terminal/references/testing. */
const declinesByLastTwoDigits: Readonly<Record<string, DeclineCode>> = {
  '01': 'call_issuer',
  '02': 'offline_pin_required',
  '03': 'online_or_offline_pin_required',
  '05': 'generic_decline',
  '55': 'incorrect_pin',
  '65': 'withdrawal_count_limit_exceeded',
  '75': 'pin_try_exceeded',
}

/** The decline an amount asks for, e.g. 1055 → incorrect_pin; null approves. Zero-decimal currencies count alike. */
export const declineByAmount = (amount: number): DeclineCode | null =>
  declinesByLastTwoDigits[String(amount).padStart(2, '0').slice(-2)] ?? null

export const isDeclineCode = (value: string): value is DeclineCode => Object.hasOwn(declines, value)
