import type { Metadata } from '../http/metadata.ts'
import { newId, randomToken } from '../ids.ts'
import type { World } from '../world.ts'
import { newBox, type Reader } from './reader.ts'

interface Registration {
  readonly code: string
  readonly deviceType: string
  readonly label: string | undefined
  readonly location: string | null
  readonly metadata: Metadata
}

/** A new simulated reader, kept, plugged in and idle. */
export const newReader = (world: World, registration: Registration): Reader => {
  const serial = `${registration.code}-${randomToken(world.random, 12)}`
  const reader: Reader = {
    id: newId(world.random, 'tmr'),
    object: 'terminal.reader',
    action: null,
    device_sw_version: '2.42.0.0-practice',
    device_type: registration.deviceType,
    ip_address: '127.0.0.1',
    label: registration.label ?? serial,
    last_seen_at: world.clock.nowMs(),
    livemode: false,
    location: registration.location,
    metadata: registration.metadata,
    serial_number: serial,
    box: newBox,
  }
  world.store.put('terminal.reader', reader)
  return reader
}
