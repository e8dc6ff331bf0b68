import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Scheduler } from '../../domain/ids/clock.ts'
import { accountOf } from './account/account-of.ts'
import { createAgenda } from './agenda/agenda.ts'
import { performWork } from './agenda/perform.ts'
import { runAgenda } from './agenda/run-agenda.ts'
import type { Clock } from './clock.ts'
import { accountDefault } from './configurations/new-configuration.ts'
import { answerApi } from './http/answer-api.ts'
import type { Api, ApiAnswer, ApiRequest } from './http/api.ts'
import { routes } from './http/routes.ts'
import { createHttpServer } from './http/serve.ts'
import { createIdempotencyKeys } from './idempotency/idempotency.ts'
import type { RandomBytes } from './ids.ts'
import { newLocation } from './locations/new-location.ts'
import { createChanges } from './panel/changes.ts'
import { createPanel } from './panel/panel.ts'
import { createSkewedClocks } from './practice-controls/clock-skew.ts'
import type { ControlAnswer, ControlRequest } from './practice-controls/controls.ts'
import { createFaults } from './practice-controls/faults.ts'
import { practiceControl } from './practice-controls/practice-control.ts'
import { newReader } from './readers/new-reader.ts'
import { systemScheduler } from './scheduler.ts'
import { openDatabase } from './store/open-database.ts'
import { StartupError } from './store/startup-error.ts'
import { storageSentence } from './store/storage-sentence.ts'
import { createStore } from './store/store.ts'
import { createDeliveryModes } from './webhooks/delivery-modes.ts'
import { createDispatcher } from './webhooks/dispatcher.ts'
import { type PostWebhook, postByFetch } from './webhooks/post-webhook.ts'
import { byItself, defaultTimings, type Timings, type World } from './world.ts'

export interface PracticeStripeOptions {
  /** Where the state lives; made when it is not there. */
  readonly dataFolder: string
  readonly clock?: Clock | undefined
  readonly random?: RandomBytes | undefined
  readonly timings?: Partial<Timings> | undefined
  /** A test that runs everything in one process passes its own timers, post and database. */
  readonly scheduler?: Scheduler | undefined
  readonly postWebhook?: PostWebhook | undefined
  readonly open?: typeof openDatabase | undefined
}

export interface PracticeStripe {
  /** Starts listening on 127.0.0.1; port 0 is any free one. Resolves to the url. Rejects with a StartupError. */
  readonly listen: (port: number) => Promise<string>
  /** Stops everything and lets go of the folder; connections that are open are cut. */
  readonly close: () => Promise<void>
  /** E.g. `http://127.0.0.1:4242`; the empty string before listening. */
  readonly url: () => string
  /** Answers a request to /v1 without a socket, exactly as over HTTP. */
  readonly answer: (request: ApiRequest) => Promise<ApiAnswer | 'dropped'>
  /** Does what `/_practice/…` does, without a socket. Throws a StripeRefusal for a wish that cannot be met. */
  readonly control: (request: ControlRequest) => ControlAnswer
  /** Looks at the agenda and the post again, after a test moved the clock. */
  readonly poke: () => void
}

/** A new practice account has one shop with one reader. */
const furnish = (world: World): void => {
  world.store.transaction(() => {
    accountOf(world)
    accountDefault(world)
    if (!world.store.walk('terminal.location').next().done) return
    const address = {
      city: 'San Francisco',
      country: 'US',
      line1: '1 Practice Street',
      line2: null,
      postal_code: '94111',
      state: 'CA',
    }
    const location = newLocation(world, 'Practice shop', address, {}, undefined)
    newReader(world, {
      code: 'simulated-wpe',
      deviceType: 'simulated_wisepos_e',
      label: 'Counter reader',
      location: location.id,
      metadata: {},
    })
  })
}

/** A disk that is full or gone is said in one sentence and waited for; anything else is a bug. */
const reportStorage = (error: unknown): void => {
  const sentence = storageSentence(error)
  if (sentence === undefined) throw error
  process.stderr.write(`${sentence}\n`)
}

const listenOn = (server: Server, port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const inUse = 'code' in error && error.code === 'EADDRINUSE'
      const message = inUse
        ? `Port ${port} is already in use: stop the program that uses it, or set CASHWRAP_SANDBOX_PORT to another port (0 for any free one).`
        : `The practice Stripe may not use port ${port}: set CASHWRAP_SANDBOX_PORT to another port (0 for any free one).`
      reject(new StartupError(message, error))
    })
    server.listen(port, '127.0.0.1', () => {
      const { port: actual } = server.address() as AddressInfo
      resolve(`http://127.0.0.1:${actual}`)
    })
  })

/** The practice Stripe, wired. Throws a StartupError when its folder cannot be used. */
export const createPracticeStripe = (options: PracticeStripeOptions): PracticeStripe => {
  const clock = options.clock ?? { nowMs: Date.now }
  const random = options.random ?? ((count: number) => randomBytes(count))
  const scheduler = options.scheduler ?? systemScheduler
  const db = (options.open ?? openDatabase)(options.dataFolder)
  const store = createStore(db)
  const world: World = {
    store,
    clock,
    random,
    agenda: createAgenda(db, clock),
    timings: { ...defaultTimings, ...options.timings },
    scheduler,
    postWebhook: options.postWebhook ?? postByFetch,
  }
  furnish(world)

  const changes = createChanges()
  const modes = createDeliveryModes()
  const faults = createFaults()
  const clocks = createSkewedClocks()
  const dispatcher = createDispatcher(world, modes, clocks)
  const runner = runAgenda(
    world.agenda,
    clock,
    (id, work) => {
      store.transaction(() => {
        world.agenda.done(id)
        performWork({ ...world, cause: byItself }, work)
      })
      dispatcher.poke()
      changes.announce()
    },
    reportStorage,
    scheduler,
  )
  const poke = (): void => {
    runner.poke()
    dispatcher.poke()
  }
  const changed = (): void => {
    poke()
    changes.announce()
  }
  const closing = new AbortController()
  const keys = createIdempotencyKeys(db, clock)
  const api: Api = { world, routes, keys, faults, clocks, changed, closing: closing.signal }
  const controls = { world, faults, modes, clocks, changes, changed }
  const panel = createPanel(controls)
  const server = createHttpServer(api, panel.serve)
  // Longer than any client keeps an idle connection, so that none is cut just as it is used again.
  server.keepAliveTimeout = 120_000
  let url = ''

  return {
    listen: async (port) => {
      url = await listenOn(server, port)
      poke()
      return url
    },
    close: async () => {
      closing.abort()
      runner.stop()
      dispatcher.stop()
      panel.close()
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
      server.closeAllConnections()
      await closed
      db.close()
    },
    url: () => url,
    answer: (request) => answerApi(api, request),
    control: (request) => practiceControl(controls, request),
    poke,
  }
}
