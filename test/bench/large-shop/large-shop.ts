import { join } from 'node:path'
import type { Product } from '../../../domain/catalogue/product.ts'
import type { Change } from '../../../domain/protocol/sync.ts'
import { largeCatalogue } from '../../../server/demo-shop/large-catalogue.ts'
import { applyCatalogueChanges } from '../../../till/catalogue/apply-changes.ts'
import type { TillStore } from '../../../till/store/till-store.ts'
import { openPracticeShop, type PracticeShop } from '../../support/practice-shop.ts'
import { openReadyTill } from '../../support/ready-till.ts'
import { openStoreOrThrow } from '../../unit/till/journal/test-journal.ts'

export const productCount = 100_000
const changesPerTransaction = 5_000

/** A practice shop that runs, whose till has 100,000 products beside the demo shop's own. */
export type LargeShop = {
  readonly shop: PracticeShop
  readonly products: readonly Product[]
}

/**
 * Opens the shop, stops its till once it is paired, lets it apply 100,000 products as if the server had sent them, hands the stopped till's
 * store to `whileStopped`, and starts the till again.
 */
export async function withLargeShop<T>(
  whileStopped: (store: TillStore, products: readonly Product[]) => Promise<void>,
  work: (large: LargeShop) => Promise<T>,
): Promise<T> {
  const shop = await openPracticeShop()
  try {
    ;(await openReadyTill(shop)).close()
    await shop.till.end()
    const products = [...largeCatalogue(productCount, 11)]
    const store = openStoreOrThrow(join(shop.folder, 'till'))
    applyAll(store, products)
    await whileStopped(store, products)
    store.close()
    await shop.restart('till')
    return await work({ shop, products })
  } finally {
    await shop.close()
  }
}

function applyAll(store: TillStore, products: readonly Product[]): void {
  for (let from = 0; from < products.length; from += changesPerTransaction) {
    const changes = products
      .slice(from, from + changesPerTransaction)
      .map((value): Change => ({ kind: 'product', id: value.id, value }))
    const applied = store.transaction((db) => applyCatalogueChanges(db, changes))
    if (!applied.ok) throw new Error(applied.error.message)
  }
}
