import type { Operation } from '../../domain/journal/operation.ts'

/** The sale an operation is about, or null for one about the till or its people. */
export function saleIdOf({ body }: Operation): string | null {
  if ('saleId' in body) return body.saleId
  if ('cart' in body) return body.cart.saleId
  return null
}
