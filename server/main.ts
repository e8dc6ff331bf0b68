import { randomBytes } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { readConfig } from './config.ts'
import { createLogger } from './http/logger.ts'
import { createServer } from './server.ts'
import { openStore } from './store/open-store.ts'
import { storeFailure } from './store/store-failure.ts'

/** After SIGTERM: what is under way gets this long, then the process ends whatever hangs. */
const drainMs = 2_000

/** One plain sentence on stderr and exit code 1: the way every expected mistake at start ends. */
function giveUp(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

async function main(): Promise<void> {
  const config = readConfig(process.env)
  if (!config.ok) giveUp(config.error.message)
  const clock = { nowMs: () => Date.now(), monotonicMs: () => performance.now() }
  const logger = createLogger('info')
  for (const warning of config.value.warnings) logger.warn(warning)

  const store = await openStore({
    storage: config.value.storage,
    mode: config.value.mode,
    nowMs: clock.nowMs(),
  })
  if (!store.ok) giveUp(store.error.message)

  const server = await createServer({
    config: config.value,
    store: store.value,
    clock,
    newId: uuidv7,
    randomBytes,
    logger,
  })
  const address = await server.listen()
  if (!address.ok) {
    await server.close()
    giveUp(address.error.message)
  }

  const end = (): void => {
    setTimeout(() => process.exit(0), drainMs).unref()
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'closing failed')
        process.exit(1)
      },
    )
  }
  process.once('SIGTERM', end)
  process.once('SIGINT', end)

  const token = config.value.adminToken.reveal()
  process.stdout.write(`back office: ${address.value}/backoffice/?token=${encodeURIComponent(token)}\n`)
}

main().catch((error: unknown) => {
  const storage = storeFailure(error)
  if (storage !== null) giveUp(storage.error.message)
  createLogger('info').error({ err: error }, 'the start broke')
  giveUp('The server could not start because of a fault of its own; the line above is for support.')
})
