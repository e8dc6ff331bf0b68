import type { World } from '../world.ts'
import type { Fetch } from './expand.ts'

/** Finds what an expandable id stands for in the store. */
export const fetchExpanded =
  ({ store }: World): Fetch =>
  (target, id) => {
    switch (target) {
      case 'source of a balance transaction':
        return store.get('charge', id) ?? store.get('refund', id)
      case 'refunds of a charge': {
        const data = [...store.walk('refund', { parent: id })].slice(0, 10)
        return { object: 'list', data, has_more: false, url: `/v1/charges/${id}/refunds` }
      }
      default:
        return store.get(target, id)
    }
  }
