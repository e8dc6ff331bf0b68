import { readFileSync } from 'node:fs'
import { changesQuerySchema, changesResponseSchema } from '../../domain/protocol/sync.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { demoShop } from '../demo-shop/demo-shop.ts'
import type { ServerDeps } from '../deps.ts'
import { deviceOf } from '../devices/authenticate.ts'
import type { App } from '../http/app-type.ts'
import { errorAnswers, valueOrAnswer } from '../http/errors.ts'
import type { Room } from '../http/room.ts'
import { changesAfter } from './changes-after.ts'
import { loadShop, type Shop, shopSchema } from './load-shop.ts'

/** The shop of this server: loaded into an empty database at start, handed to tills by cursor. */
export function createCatalogueRoom(deps: ServerDeps): Room {
  return {
    name: 'catalogue',
    deviceRoutes: (app) => registerCatalogueRoutes(app, deps),
    start: () => startWithShop(deps),
  }
}

function registerCatalogueRoutes(app: App, deps: ServerDeps): void {
  app.get(
    '/v1/sync/changes',
    {
      schema: {
        summary: 'What changed in the shop after a cursor',
        tags: ['sync'],
        querystring: changesQuerySchema,
        response: { 200: changesResponseSchema, ...errorAnswers(400, 401, 403) },
      },
    },
    async (request) => {
      const { storeId } = deviceOf(request)
      const { after, limit } = request.query
      return valueOrAnswer(await changesAfter(deps.store.db, storeId, after, limit))
    },
  )
}

async function startWithShop(deps: ServerDeps): Promise<Result<void>> {
  const { config, store } = deps
  if (config.mode === 'practice') {
    await loadShop(deps, practiceShop())
    return ok(undefined)
  }
  const existing = await store.db.selectFrom('stores').select('store_id').executeTakeFirst()
  if (existing !== undefined) return ok(undefined)
  if (config.shopFile === null) {
    return fail(
      'not_found',
      'The database holds no shop yet; set CASHWRAP_SHOP_FILE to a shop file for the first start.',
    )
  }
  const shop = readShopFile(config.shopFile)
  if (!shop.ok) return shop
  await loadShop(deps, shop.value)
  return ok(undefined)
}

const practiceShop = (): Shop =>
  shopSchema.parse({
    store: demoShop.store,
    registers: [demoShop.register],
    taxRates: demoShop.taxRates,
    categories: demoShop.categories,
    products: demoShop.products,
    staff: demoShop.staff.map(({ practicePin, ...person }) => ({ ...person, pin: practicePin })),
  })

function readShopFile(file: string): Result<Shop> {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return fail(
      'invalid_input',
      `The shop file ${file} cannot be read as JSON; correct it, or name another in CASHWRAP_SHOP_FILE.`,
    )
  }
  const shop = shopSchema.safeParse(value)
  if (shop.success) return ok(shop.data)
  const issue = shop.error.issues[0]
  return fail(
    'invalid_input',
    `The shop file ${file} is not right at ${issue?.path.join('.') ?? ''} (${issue?.message ?? ''}); correct it and start again.`,
  )
}
