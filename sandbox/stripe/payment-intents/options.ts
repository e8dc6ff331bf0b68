import type { Parsed } from '../http/params.ts'
import type { createParams } from './intent-params.ts'
import type {
  CardPresentOptions,
  PaymentIntent,
  PaymentMethodOptions,
  PaymentMethodType,
} from './payment-intent.ts'

type OptionsParam = Parsed<ReturnType<typeof createParams>>['payment_method_options']

const cardOptions = {
  installments: null,
  mandate_options: null,
  network: null,
  request_three_d_secure: 'automatic',
} as const

const cardPresent = (asked: OptionsParam, existing: CardPresentOptions | undefined): CardPresentOptions => {
  const wanted = asked?.card_present
  const capture =
    wanted?.capture_method === undefined ? (existing?.capture_method ?? null) : wanted.capture_method
  const asking = wanted?.request_partial_authorization
  const partial = asking === undefined ? (existing?.request_partial_authorization ?? null) : asking
  return {
    ...(capture === null ? {} : { capture_method: capture }),
    request_extended_authorization:
      wanted?.request_extended_authorization ?? existing?.request_extended_authorization ?? false,
    request_incremental_authorization_support:
      wanted?.request_incremental_authorization_support ??
      existing?.request_incremental_authorization_support ??
      false,
    ...(partial === null ? {} : { request_partial_authorization: partial }),
  }
}

/** The options for each payment method type an intent may use. */
export const optionsFor = (
  types: readonly PaymentMethodType[],
  asked: OptionsParam,
  existing?: PaymentMethodOptions,
): PaymentMethodOptions => ({
  ...(types.includes('card') ? { card: cardOptions } : {}),
  ...(types.includes('card_present') ? { card_present: cardPresent(asked, existing?.card_present) } : {}),
  ...(types.includes('interac_present') ? { interac_present: {} } : {}),
})

/** Whether this way of paying is only authorised now and captured later. Interac is a single message: it never waits. */
export const capturesLater = (intent: PaymentIntent, type: PaymentMethodType): boolean =>
  type !== 'interac_present' &&
  (intent.capture_method === 'manual' ||
    (type === 'card_present' && intent.payment_method_options.card_present?.capture_method !== undefined))
