import type { Metadata } from '../http/metadata.ts'

export interface Address {
  readonly city: string | null
  readonly country: string | null
  readonly line1: string | null
  readonly line2: string | null
  readonly postal_code: string | null
  readonly state: string | null
}

/** A place with readers: one shop. */
export interface Location {
  readonly id: string
  readonly object: 'terminal.location'
  readonly address: Address
  readonly configuration_overrides?: string
  readonly display_name: string
  readonly livemode: false
  readonly metadata: Metadata
  readonly phone?: string
}
