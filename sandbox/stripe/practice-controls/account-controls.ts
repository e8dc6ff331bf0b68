import { invalidRequest } from '../http/stripe-refusal.ts'
import { defineKey } from '../keys/api-keys.ts'
import { permissions as known } from '../keys/permissions.ts'
import { newRegistrationCode } from '../readers/registration.ts'
import type { World } from '../world.ts'
import * as wish from './control-bodies.ts'

/** Says what a key may do; every request with it is held to that from now on, restarts included. */
export const controlKey = (world: World, body: unknown): object => {
  const { key, permissions, expired } = wish.read(wish.apiKey, body)
  const strange = permissions?.find((permission) => !known.includes(permission))
  if (strange !== undefined) {
    throw invalidRequest(undefined, `There is no permission "${strange}". There are ${known.join(', ')}.`)
  }
  defineKey(world, { key, permissions, expired })
  return { key, permissions, expired }
}

/** A reader that nobody has registered yet is unpacked and shows its code. */
export const controlRegistrationCode = (world: World, body: unknown): object => {
  const { device_type } = wish.read(wish.registrationCode, body)
  return { code: newRegistrationCode(world, device_type), device_type }
}
