import type {
  ErrorResponse,
  ExposedError,
  ISdkManagedPaymentIntent,
  Terminal,
  TerminalCallbacks,
} from '@stripe/terminal-js'

/**
 * The only file that imports Stripe's reader SDK, and only when a register has chosen it: the package fetches js.stripe.com as soon as it is imported.
 * The SDK itself may not be bundled or hosted elsewhere (https://docs.stripe.com/terminal/sdk/js).
 */
export type SdkTerminal = Pick<
  Terminal,
  | 'discoverReaders'
  | 'connectReader'
  | 'disconnectReader'
  | 'collectPaymentMethod'
  | 'cancelCollectPaymentMethod'
  | 'processPayment'
  | 'cancelProcessPayment'
  | 'setReaderDisplay'
  | 'clearReaderDisplay'
>
export type SdkError = ExposedError
export type SdkFailed = ErrorResponse
export type SdkIntent = ISdkManagedPaymentIntent
export type SdkCallbacks = Pick<TerminalCallbacks, 'onFetchConnectionToken' | 'onUnexpectedReaderDisconnect'>

/** null: the SDK could not be loaded; only loading the page anew tries again. */
export type OpenTerminal = (callbacks: SdkCallbacks) => Promise<SdkTerminal | null>

export const openStripeTerminal: OpenTerminal = async (callbacks) => {
  try {
    const { loadStripeTerminal } = await import('@stripe/terminal-js')
    const sdk = await loadStripeTerminal()
    return sdk?.create(callbacks) ?? null
  } catch {
    return null
  }
}
