/**
 * What a page may load besides its own while it commands a reader through Stripe's reader SDK: the SDK itself, Stripe's API and its telemetry, and the
 * reader on the local network, which has a name of its own there (https://docs.stripe.com/terminal/network-requirements). A register that
 * has not chosen the SDK allows none of them.
 */
export const terminalSources = {
  script: 'https://js.stripe.com',
  connect: 'https://*.stripe.com https://*.device.stripe-terminal-local-reader.net:*',
  frame: 'https://js.stripe.com',
} as const
