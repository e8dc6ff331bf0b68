import { z } from 'zod'
import { categorySchema, productSchema, taxRateSchema } from '../../domain/catalogue/product.ts'
import { registerSchema, storeSchema } from '../../domain/protocol/server-api.ts'
import type { Change } from '../../domain/protocol/sync.ts'
import { roleSchema, type StaffMember } from '../../domain/staff/staff.ts'
import type { ServerDeps } from '../deps.ts'
import { hashPin } from '../staff/hash-pin.ts'
import { addRegister } from './add-register.ts'
import { recordChanges } from './record-changes.ts'

/** A whole shop, as an empty database is loaded with. PINs are hashed on the way in. */
export const shopSchema = z.strictObject({
  store: storeSchema,
  registers: z.array(registerSchema).min(1).max(100),
  taxRates: z.array(taxRateSchema).min(1).max(100),
  categories: z.array(categorySchema).min(1).max(500),
  products: z.array(productSchema).max(1_000_000),
  staff: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(40),
        name: z.string().min(1).max(80),
        role: roleSchema,
        pin: z.string().regex(/^\d{6,12}$/),
      }),
    )
    .min(1)
    .max(1_000),
})
export type Shop = z.infer<typeof shopSchema>

/** Loads a shop in one transaction. Does nothing when its store is already there: what people changed since is theirs. */
export async function loadShop(deps: ServerDeps, shop: Shop): Promise<void> {
  const { store, clock, config } = deps
  const known = await store.db
    .selectFrom('stores')
    .select('store_id')
    .where('store_id', '=', shop.store.id)
    .executeTakeFirst()
  if (known !== undefined) return

  const staff: StaffMember[] = []
  for (const { id, name, role, pin } of shop.staff) {
    const pinHash = await hashPin(pin, deps.randomBytes)
    staff.push({
      id,
      name,
      role,
      pinHash,
      practicePin: config.mode === 'practice' ? pin : null,
      active: true,
    })
  }
  const changes: readonly Change[] = [
    { kind: 'store', id: shop.store.id, value: shop.store },
    ...shop.taxRates.map((value): Change => ({ kind: 'tax-rate', id: value.id, value })),
    ...shop.categories.map((value): Change => ({ kind: 'category', id: value.id, value })),
    ...staff.map((value): Change => ({ kind: 'staff', id: value.id, value })),
    ...shop.products.map((value): Change => ({ kind: 'product', id: value.id, value })),
  ]
  const nowMs = clock.nowMs()
  await store.transaction(async (trx) => {
    const inserted = await trx
      .insertInto('stores')
      .values({
        store_id: shop.store.id,
        name: shop.store.name,
        currency: shop.store.currency,
        value: JSON.stringify(shop.store),
        change_seq: 0,
        created_at_ms: nowMs,
      })
      .onConflict((conflict) => conflict.column('store_id').doNothing())
      .returning('store_id')
      .execute()
    // Another server process over the same database was faster.
    if (inserted.length === 0) return
    await recordChanges(trx, shop.store.id, nowMs, changes)
    for (const register of shop.registers) await addRegister(trx, shop.store.id, register, nowMs)
  })
}
