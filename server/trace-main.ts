import { storeIdSchema } from '../domain/ids/ids.ts'
import { traceQuerySchema } from '../domain/protocol/events.ts'
import { trace } from './events/trace.ts'
import { Secret } from './secret.ts'
import { openReadOnly } from './store/open-read-only.ts'

/**
 * Looks one payment up in a server's database and prints the answer of `GET /v1/trace` as JSON. `CASHWRAP_SERVER_DATA` or `DATABASE_URL` says where;
 * the arguments are what to find and `yes` or `no`: whether to follow the log's chain too.
 */
function giveUp(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

const [find = '', verify = 'no'] = process.argv.slice(2)
const query = traceQuerySchema.safeParse({ find, verify })
if (!query.success) giveUp('Name what to look for: at most 80 characters.')
const { DATABASE_URL: url, CASHWRAP_SERVER_DATA: folder = '' } = process.env
const opened = await openReadOnly(
  url === undefined || url === ''
    ? { dialect: 'sqlite', folder }
    : { dialect: 'postgres', url: new Secret(url) },
)
if (!opened.ok) giveUp(opened.error.message)
const { db, close } = opened.value
const store = await db.selectFrom('stores').select('store_id').orderBy('created_at_ms').executeTakeFirst()
if (store === undefined) giveUp('The database has no shop yet.')
process.stdout.write(`${JSON.stringify(await trace(db, storeIdSchema.parse(store.store_id), query.data))}\n`)
await close()
