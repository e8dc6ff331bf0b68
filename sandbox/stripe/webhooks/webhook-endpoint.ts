import type { Metadata } from '../http/metadata.ts'

/** Stripe's WebhookEndpoint as it is kept: with its secret, which the API shows only once. */
export interface WebhookEndpoint {
  readonly id: string
  readonly object: 'webhook_endpoint'
  readonly api_version: string | null
  readonly application: null
  readonly created: number
  readonly description: string | null
  readonly enabled_events: readonly string[]
  readonly livemode: false
  readonly metadata: Metadata
  readonly secret: string
  readonly status: 'enabled' | 'disabled'
  readonly url: string
}

/** As every answer but the first shows it. */
export const withoutSecret = (endpoint: WebhookEndpoint): object => {
  const { secret: _secret, ...shown } = endpoint
  return shown
}

export const wants = (endpoint: WebhookEndpoint, type: string): boolean =>
  endpoint.status === 'enabled' &&
  (endpoint.enabled_events.includes('*') || endpoint.enabled_events.includes(type))
