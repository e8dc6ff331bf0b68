import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { z } from 'zod'
import { openDatabase } from '../../../../sandbox/stripe/store/open-database.ts'
import { readConfig, type ServerConfig } from '../../../../server/config.ts'
import { beginLife } from './life.ts'
import { createMemoryDisk, type DurableHooks, type MemoryDisk } from './memory-disk.ts'
import { openStripeWorld } from './practice-stripe-world.ts'
import { bootServer } from './server-life.ts'
import { bootTill, createMemoryVault } from './till-life.ts'
import { createVirtualTime } from './virtual-time.ts'

/** A shop as it opens in the morning, to be copied for each run: paired tills that have their catalogue, a reader each, and the books still empty. */
export type ShopImages = {
  readonly config: ServerConfig
  readonly startMs: number
  readonly stripe: Buffer
  readonly server: Buffer
  readonly tills: readonly { readonly disk: Buffer; readonly vault: string; readonly readerId: string }[]
}

export const serverUrl = 'http://127.0.0.1:4242'
export const adminToken = 'the-admin-token-of-the-simulated-shop-0123456789'
const firstMs = Date.parse('2026-11-23T08:00:00Z')
const quietHooks: DurableHooks = {
  before: () => null,
  after: () => undefined,
  crash: () => undefined,
  touch: () => undefined,
}

const readersSchema = z.object({
  data: z.array(z.object({ id: z.string(), location: z.string().nullable() })),
})
const endpointSchema = z.object({ secret: z.string() })
const codeSchema = z.object({ code: z.string() })

/** A database that was written to a file in WAL mode could not be opened from memory: it is made an ordinary one. */
function imageOf(database: Database.Database): Buffer {
  const image = database.serialize()
  image[18] = 1
  image[19] = 1
  return image
}

/** Opens the shop once, the long way: the demo shop seeded, codes issued, tills paired, catalogue pulled, everything over the same parts as in a run. */
export async function openShopImages(tillCount = 2): Promise<ShopImages> {
  const bugs: unknown[] = []
  const time = createVirtualTime(firstMs, (error) => bugs.push(error))
  const lifeOf = (name: string) => beginLife(time, name, 'the shop opens', 1, () => 0)
  const noPost = async (): Promise<boolean> => true
  const stripe = openStripeWorld(lifeOf('stripe'), null, noPost, openInFolder)
  const config = await configFor(stripe)
  const serverDisk = createMemoryDisk(null, { ...quietHooks, touch: time.touch })
  const server = await bootServer(
    lifeOf('server'),
    serverDisk,
    config,
    async (request) => {
      const answer = await stripe.answer(request)
      if (answer === null) throw new Error('the practice Stripe said nothing')
      return answer
    },
    (line) => bugs.push(line),
  )
  const readers = readersSchema.parse(await stripe.owner('GET', '/v1/terminal/readers')).data
  const tills: ShopImages['tills'][number][] = []
  for (let at = 0; at < tillCount; at += 1) {
    const disk = createMemoryDisk(null, { ...quietHooks, touch: time.touch })
    const vault = createMemoryVault(null)
    const till = await bootTill(
      lifeOf(`till-${at + 1}`),
      disk,
      vault,
      serverUrl,
      {
        send: async ({ method, url, headers, body }) => {
          const answer = await server.request({ method, path: url.pathname + url.search, headers, body })
          return answer === null
            ? { kind: 'lost', sent: true, reason: 'died' }
            : { kind: 'answered', ...answer }
        },
        close: () => undefined,
      },
      (event, facts) => bugs.push({ event, facts }),
    )
    till.start()
    const issued = await server.request({
      method: 'POST',
      path: '/v1/backoffice/pairing-codes',
      headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ registerName: `Counter ${at + 1}` }),
    })
    const { code } = codeSchema.parse(JSON.parse(issued?.text ?? ''))
    await must(till.handlers['device.pair']({ serverUrl, code }))
    const isReady = async (): Promise<boolean> =>
      (await must(till.handlers['till.state']({}))).catalogue.ready
    for (let looks = 0; looks < 100 && !(await isReady()); looks += 1) await time.pass(1_000)
    const readerId = readers[at % readers.length]?.id ?? ''
    await must(till.handlers['reader.choose']({ readerId }))
    tills.push({ disk: imageOfTill(disk), vault: vault.text() ?? '', readerId })
    await time.settle()
  }
  if (bugs.length > 0) throw new Error(`the shop did not open: ${bugs.map(String).join('; ')}`)
  const images = {
    config,
    startMs: time.nowMs() + 1_000,
    stripe: imageOf(stripe.database),
    server: imageOf(serverDisk.database),
    tills,
  }
  time.stop()
  return images
}

const imageOfTill = (disk: MemoryDisk): Buffer => imageOf(disk.database)

/** The schema of the practice Stripe is its own; a file of a moment brings it. */
function openInFolder(): Database.Database {
  const folder = mkdtempSync(join(tmpdir(), 'cashwrap-images-'))
  try {
    const made = openDatabase(folder)
    made.pragma('journal_mode = DELETE')
    made.close()
    return new Database(readFileSync(join(folder, 'practice-stripe.db')))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function configFor(stripe: ReturnType<typeof openStripeWorld>): Promise<ServerConfig> {
  const { locationId } = await furnish(stripe)
  const body = `url=${encodeURIComponent(`${serverUrl}/v1/webhooks/stripe`)}&enabled_events[0]=*&api_version=2026-10-28.endive&metadata[at]=${locationId}`
  const { secret } = endpointSchema.parse(await stripe.owner('POST', '/v1/webhook_endpoints', body))
  const config = readConfig({
    CASHWRAP_SERVER_DATA: '/in-memory',
    CASHWRAP_ADMIN_TOKEN: adminToken,
    CASHWRAP_RATE_LIMIT: '10000000',
    STRIPE_API_BASE: 'http://127.0.0.1:12111',
    STRIPE_WEBHOOK_SECRET: secret,
  })
  if (!config.ok) throw new Error(config.error.message)
  return config.value
}

/** The practice shop comes with one reader; a second counter needs one of its own. */
async function furnish(stripe: ReturnType<typeof openStripeWorld>): Promise<{ locationId: string }> {
  const [first] = readersSchema.parse(await stripe.owner('GET', '/v1/terminal/readers')).data
  const locationId = first?.location ?? ''
  await stripe.owner(
    'POST',
    '/v1/terminal/readers',
    `registration_code=simulated-wpe&label=Second%20reader&location=${locationId}`,
  )
  return { locationId }
}

async function must<T>(answer: Promise<import('../../../../domain/result.ts').Result<T>>): Promise<T> {
  const result = await answer
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`)
  return result.value
}
