import type { Clock } from '../domain/ids/clock.ts'
import type { NewId } from '../domain/ids/ids.ts'
import type { Mode } from '../domain/mode/mode.ts'
import type { Handlers, Topic, TopicEvent } from '../domain/protocol/bridge.ts'
import type { TillState } from '../domain/protocol/views.ts'
import { type Failure, fail, ok, type Result } from '../domain/result.ts'
import { composeCounter } from './counter/compose-counter.ts'
import { type Device, openDevice } from './device/device.ts'
import { readMode } from './device/device-rows.ts'
import { pairAtStart } from './device/pair-at-start.ts'
import type { Vault } from './device/vault.ts'
import { createJournal, type Journal } from './journal/journal.ts'
import { projections } from './journal/projections.ts'
import { createOutbox } from './outbox/outbox.ts'
import type { Log } from './ports/log.ts'
import type { Scheduler } from './ports/scheduler.ts'
import type { HttpPort } from './server-link/http-port.ts'
import { createServerClient } from './server-link/server-client.ts'
import { createStaff, type Staff } from './staff/staff.ts'
import type { VerifyPin } from './staff/verify-pin.ts'
import { openTillStore, type StoreOptions, type TillStore } from './store/till-store.ts'
import { createSync } from './sync/sync.ts'
import type { TillContext } from './till-context.ts'
import { createTopics } from './topics.ts'

/** One counter as a process of its own, without a window: what a shell bridges to a screen. */
export type Till = {
  readonly handlers: Handlers
  onTopic<T extends Topic>(topic: T, listener: (event: TopicEvent<T>) => void): () => void
  /** Begins background work: sync, pairing by code, recovery of payments. Call once. */
  start(): void
  /** Reads an error that a handler threw as a storage failure; null when it is a bug. */
  failureOf(error: unknown): Failure | null
  /** Ends background work and closes the database. */
  close(): Promise<void>
}

export type TillDeps = {
  readonly dataFolder: string
  readonly vault: Vault
  /** Where the server is: for pairing by code at start, and instead of the address that was paired with. */
  readonly serverUrl: string | null
  /** Used once, while this till is not paired. */
  readonly pairingCode: string | null
  readonly practicePanelUrl: string | null
  /** The mode this till is meant to be in; null: whichever its data folder is in. */
  readonly mode: Mode | null
  readonly version: string
  /** How the back office lists this till: the machine's name. */
  readonly deviceName: string
  readonly clock: Clock
  readonly newId: NewId
  readonly random: () => number
  readonly randomBytes: (count: number) => Uint8Array
  readonly scheduler: Scheduler
  readonly http: HttpPort
  readonly verifyPin: VerifyPin
  readonly networks: () => string
  readonly log: Log
  /** For tests that hold the database in memory or let its disk fail. */
  readonly storeOptions?: StoreOptions | undefined
}

/**
 * Builds a till on its data folder. Errors, each one sentence with the way out: the storage errors, mode_mismatch, invalid_input (the
 * server address).
 */
export async function createTill(deps: TillDeps): Promise<Result<Till>> {
  const opened = openTillStore(deps.dataFolder, deps.storeOptions)
  if (!opened.ok) return opened
  const store = opened.value
  const built = await buildOn(store, deps)
  if (!built.ok) store.close()
  return built
}

async function buildOn(store: TillStore, deps: TillDeps): Promise<Result<Till>> {
  const agrees = checkMode(store, deps.mode)
  if (!agrees.ok) return agrees
  const { clock, newId, random, scheduler, log } = deps
  const topics = createTopics()
  const later = createLater(scheduler, () => topics.publish('till', state()))

  const openedDevice = await openDevice({ ...deps, store, onChange: later.ask })
  if (!openedDevice.ok) return openedDevice
  const device: Device = openedDevice.value
  // The journal names who is on duty; who is on duty is journalled. One of the two has to be asked late.
  const journal: Journal = createJournal({
    store,
    projections,
    identity: device.identity,
    actor: () => staff.actor(),
    clock,
    newId,
  })
  const server = createServerClient({
    http: deps.http,
    link: device.link,
    clock,
    randomBytes: deps.randomBytes,
    onDeviceRefused: device.setRefusal,
  })
  const outbox = createOutbox(store)
  const staff: Staff = createStaff({
    store,
    journal,
    standing: device.standing,
    clock,
    newId,
    verifyPin: deps.verifyPin,
    state: () => state(),
    onChange: later.ask,
  })
  const context: TillContext = {
    store,
    journal,
    server,
    clock,
    newId,
    random,
    scheduler,
    log,
    identity: device.identity,
    onDuty: staff.onDuty,
    isOnline: () => sync.isOnline(),
    onConnection: (listener) => sync.onConnection(listener),
    acknowledgedSeq: outbox.acknowledgedSeq,
    tillChanged: later.ask,
    publish: topics.publish,
  }
  const sync = createSync({
    server,
    store,
    journal,
    outbox,
    scheduler,
    random,
    log,
    networks: deps.networks,
    appliers: [device, staff, { applyChanges: (db, changes) => counter.catalogue.applyChanges(db, changes) }],
  })
  const counter = composeCounter(context, () => state())

  const state = (): TillState => {
    const { paired, mode, store: shop, register, serverUrl, practicePanelUrl } = device.view()
    return {
      paired,
      mode,
      store: shop,
      register,
      staff: staff.signedIn(),
      connection: sync.isOnline() ? 'online' : 'server-unreachable',
      queue: outbox.counts(),
      practicePanelUrl: mode === 'practice' ? practicePanelUrl : null,
      serverUrl: serverUrl ?? deps.serverUrl,
      version: deps.version,
      ...counter.tillPart(),
    }
  }
  const pair: Device['pair'] = async (input) => {
    const paired = await device.pair(input)
    if (!paired.ok) return paired
    // The two journals were just compared: what stopped this till is gone.
    const free = journal.unblock()
    if (!free.ok) return free
    sync.wake()
    return ok(undefined)
  }

  sync.onConnection(later.ask)
  sync.onQueue(later.ask)
  journal.onWritten(later.ask)
  let stopPairing = (): void => {}
  return ok({
    handlers: {
      ...staff.handlers,
      ...counter.handlers,
      'till.state': async () => ok(state()),
      'device.pair': async (input) => {
        const paired = await pair(input)
        return paired.ok ? ok(state()) : paired
      },
      'sync.queue': async () => ok([...outbox.entries()]),
      'sync.retry': async () => {
        sync.wake()
        return ok(state())
      },
    },
    onTopic: topics.onTopic,
    failureOf: store.failureOf,
    start() {
      sync.start()
      counter.start()
      const { serverUrl, pairingCode: code } = deps
      if (!device.view().paired && serverUrl !== null && code !== null) {
        stopPairing = pairAtStart(() => pair({ serverUrl, code }), deps)
      }
    },
    async close() {
      stopPairing()
      later.stop()
      server.close()
      await Promise.all([sync.stop(), counter.close()])
      store.close()
    },
  })
}

function checkMode(store: TillStore, wanted: Mode | null): Result<void> {
  const mode = readMode(store.db)
  if (wanted === null || mode === null || mode === wanted) return ok(undefined)
  return fail(
    'mode_mismatch',
    `The data folder ${store.folder} is in ${mode} mode but this till was started in ${wanted} mode: name a data folder of its own for ${wanted}.`,
    { dataFolder: mode, started: wanted },
  )
}

/** Runs once, soon, however often it is asked for until then. */
function createLater(scheduler: Scheduler, run: () => void): { ask(): void; stop(): void } {
  let cancel: (() => void) | null = null
  let stopped = false
  return {
    ask() {
      if (stopped || cancel !== null) return
      cancel = scheduler.after(0, () => {
        cancel = null
        run()
      })
    },
    stop() {
      stopped = true
      cancel?.()
    },
  }
}
