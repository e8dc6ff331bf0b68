/**
 * The part of the reader SDK that a till uses, as this till sees it. `stripe-terminal.ts` gives Stripe's own value out as this type, so the compiler holds
 * the two together. It is written out because the package's types bring those of a Stripe API of 2021 with them, under the same module name
 * as the ones the server uses. Every method resolves, with `error` when something went wrong.
 */
export type SdkIntent = {
  readonly id: string
  readonly status: string
  readonly last_payment_error?: { readonly decline_code?: string | undefined } | null | undefined
}
export type SdkReader = { readonly id: string }
export type SdkError = {
  readonly message: string
  readonly code?: string | undefined
  readonly decline_code?: string | undefined
  /** null or absent: the request timed out and nothing can be said of the intent. */
  readonly payment_intent?: SdkIntent | null | undefined
}
export type SdkFailed = { readonly error: SdkError }

export type SdkTerminal = {
  discoverReaders(): Promise<{ readonly discoveredReaders: readonly SdkReader[] } | SdkFailed>
  connectReader(
    reader: SdkReader,
    options: { readonly fail_if_in_use: boolean },
  ): Promise<{ readonly reader: SdkReader } | SdkFailed>
  disconnectReader(): Promise<unknown>
  collectPaymentMethod(
    clientSecret: string,
    options: {
      readonly config_override: {
        readonly skip_tipping: boolean
        readonly tipping?: { readonly eligible_amount: number }
        readonly update_payment_intent: boolean
        readonly payment_intent_id: string
      }
    },
  ): Promise<{ readonly paymentIntent: SdkIntent } | SdkFailed>
  cancelCollectPaymentMethod(): Promise<unknown>
  processPayment(intent: SdkIntent): Promise<{ readonly paymentIntent: SdkIntent } | SdkFailed>
  cancelProcessPayment(): Promise<unknown>
  setReaderDisplay(request: {
    readonly type: 'cart'
    readonly cart: {
      readonly line_items: {
        readonly description: string
        readonly amount: number
        readonly quantity: number
      }[]
      readonly tax: number
      readonly total: number
      readonly currency: string
    }
  }): Promise<SdkFailed | object>
  clearReaderDisplay(): Promise<SdkFailed | object>
}

export type SdkCallbacks = {
  readonly onFetchConnectionToken: () => Promise<string>
  readonly onUnexpectedReaderDisconnect: () => void
}

/** null: the SDK could not be loaded; only loading the page anew tries again. */
export type OpenTerminal = (callbacks: SdkCallbacks) => Promise<SdkTerminal | null>
