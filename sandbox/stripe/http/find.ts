import type { Kind, Records } from '../store/records.ts'
import type { World } from '../world.ts'
import { noSuch } from './stripe-refusal.ts'

/** The object a request names; throws the StripeRefusal `resource_missing` when there is none. */
export const find = <K extends Kind>(
  world: World,
  kind: K,
  id: string,
  param: string,
  where: 'path' | 'parameter' = 'path',
): Records[K] => {
  const found = world.store.get(kind, id)
  if (found === undefined) throw noSuch(kind, id, param, where)
  return found
}
