import type { OpenTerminal } from './sdk-terminal.ts'

/**
 * The only file that imports Stripe's reader SDK, and only when a register has chosen it: the package fetches js.stripe.com as soon as it is imported.
 * The SDK itself may not be bundled or hosted elsewhere (https://docs.stripe.com/terminal/sdk/js).
 */
export const openStripeTerminal: OpenTerminal = async (callbacks) => {
  try {
    const { loadStripeTerminal } = await import('@stripe/terminal-js')
    const sdk = await loadStripeTerminal()
    return sdk?.create(callbacks) ?? null
  } catch {
    return null
  }
}
