import { z } from 'zod'
import { isValidGtin } from '../../domain/catalogue/barcode.ts'
import { categorySchema, productSchema, taxRateSchema } from '../../domain/catalogue/product.ts'
import { registerSchema, storeSchema } from '../../domain/protocol/server-api.ts'
import type { Change } from '../../domain/protocol/sync.ts'
import { roleSchema, type StaffMember } from '../../domain/staff/staff.ts'
import type { ServerDeps } from '../deps.ts'
import { hashPin } from '../staff/hash-pin.ts'
import { addRegister } from './add-register.ts'
import { recordChanges } from './record-changes.ts'

const shapeSchema = z.strictObject({
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
export type Shop = z.infer<typeof shapeSchema>

/** A whole shop, as an empty database is loaded with: what no till could sell is refused here. PINs are hashed on the way in. */
export const shopSchema = shapeSchema.superRefine((shop, context) => {
  for (const { path, message } of unsellable(shop))
    context.addIssue({ code: 'custom', path: [...path], message })
})

type Flaw = { readonly path: readonly (string | number)[]; readonly message: string }

function* unsellable({ store, taxRates, categories, products }: Shop): Generator<Flaw> {
  const rates = new Set(taxRates.map(({ id }) => id))
  const shelves = new Set(categories.map(({ id }) => id))
  const known = new Set<string>()
  for (const [index, { id, name, currency, ean, taxRateId, categoryId }] of products.entries()) {
    const flaw = (field: string, message: string): Flaw => ({ path: ['products', index, field], message })
    if (known.has(id)) yield flaw('id', `two products have the id ${id}`)
    known.add(id)
    if (currency !== store.currency) {
      yield flaw('currency', `${name} is priced in ${currency} but the shop sells in ${store.currency}`)
    }
    if (ean !== null && !isValidGtin(ean)) {
      yield flaw('ean', `the check digit of ${ean} is wrong, so ${name} could never be scanned`)
    }
    if (!rates.has(taxRateId)) yield flaw('taxRateId', `there is no tax rate ${taxRateId}`)
    if (!shelves.has(categoryId)) yield flaw('categoryId', `there is no category ${categoryId}`)
  }
}

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
