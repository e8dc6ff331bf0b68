import type { Metadata } from '../http/metadata.ts'
import { newId } from '../ids.ts'
import type { World } from '../world.ts'
import type { Address, Location } from './location.ts'

/** A new location, kept. */
export const newLocation = (
  world: World,
  displayName: string,
  address: Address,
  metadata: Metadata,
  phone: string | undefined,
): Location => {
  const location: Location = {
    id: newId(world.random, 'tml'),
    object: 'terminal.location',
    address,
    display_name: displayName,
    livemode: false,
    metadata,
    ...(phone === undefined ? {} : { phone }),
  }
  world.store.put('terminal.location', location)
  return location
}
