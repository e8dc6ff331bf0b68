import { createContext, useContext } from 'react'
import type { z } from 'zod'
import { assert } from '../../../domain/assert.ts'
import type { backofficeShopSchema } from '../../../domain/protocol/backoffice.ts'

export type BackofficeShop = z.infer<typeof backofficeShopSchema>

export const ShopContext = createContext<BackofficeShop | null>(null)

export function useShop(): BackofficeShop {
  const shop = useContext(ShopContext)
  assert(shop !== null, 'useShop needs a ShopContext above it')
  return shop
}
