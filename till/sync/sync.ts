import type { CashwrapError } from '../../domain/result.ts'
import type { Journal } from '../journal/journal.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { Log } from '../ports/log.ts'
import type { Scheduler } from '../ports/scheduler.ts'
import type { ServerClient } from '../server-link/server-client.ts'
import type { TillStore } from '../store/till-store.ts'
import { createBackoff } from './backoff.ts'
import { type ChangeApplier, pullOnce } from './pull.ts'
import { createPush } from './push.ts'
import { createWorker } from './worker.ts'

/**
 * Keeps till and server together in the background: pushes the journal, takes the server's changes, and knows whether the server can be
 * reached. Reacts at once to new work, to the network and to any answer of the server after a silence; otherwise waits with jitter.
 */
export type Sync = {
  isOnline(): boolean
  /** Called when the connection comes or goes. */
  onConnection(listener: (online: boolean) => void): () => void
  /** Called when the queue has become shorter or an entry needs a person. */
  onQueue(listener: () => void): () => void
  start(): void
  /** Tries both directions now. */
  wake(): void
  stop(): Promise<void>
}

export type SyncDeps = {
  readonly server: ServerClient
  readonly store: TillStore
  readonly journal: Journal
  readonly outbox: Outbox
  readonly appliers: readonly ChangeApplier[]
  readonly scheduler: Scheduler
  readonly random: () => number
  readonly log: Log
  /** Names the machine's networks; a change while offline is a reason to try at once. */
  readonly networks: () => string
}

/** The longest wait while the server cannot be reached; the network coming back does not wait for it. */
const unreachableWaitMaxMs = 15_000
/** The server knows this till no more, or refuses what it sends: asking often does not help. */
const refusedWaitMs = 60_000
/** Between two looks for changes; each is also the sign that the server is there. */
const pullEveryMs = 10_000
const networkLookEveryMs = 1_000

export function createSync(deps: SyncDeps): Sync {
  const { server, journal, scheduler, random, log } = deps
  const connectionListeners = new Set<(online: boolean) => void>()
  const queueListeners = new Set<() => void>()
  const pushBackoff = createBackoff(random, unreachableWaitMaxMs)
  const pullBackoff = createBackoff(random, unreachableWaitMaxMs)
  const push = createPush(deps)
  let online = false
  let stopped = false
  let cancelNetworkLook = (): void => {}

  const waitAfter = (error: CashwrapError, event: string, backoff: { next(): number }): number => {
    const unreachable = error.code === 'server_unreachable' || error.code === 'rate_limited'
    if (error.code !== 'not_paired') {
      log(unreachable ? 'info' : 'warn', event, { code: error.code, message: error.message })
    }
    return unreachable || error.details?.status === 500 ? backoff.next() : refusedWaitMs
  }

  const pushWorker = createWorker(
    scheduler,
    async () => {
      const outcome = await push()
      if (outcome.kind === 'failed') return waitAfter(outcome.error, 'sync.push-failed', pushBackoff)
      pushBackoff.reset()
      if (outcome.kind === 'idle') return null
      for (const listener of queueListeners) listener()
      return 0
    },
    (error) => log('error', 'sync.push-bug', { message: String(error) }),
  )
  const pullWorker = createWorker(
    scheduler,
    async () => {
      const outcome = await pullOnce(deps)
      if (outcome.kind === 'failed') return waitAfter(outcome.error, 'sync.pull-failed', pullBackoff)
      pullBackoff.reset()
      return outcome.kind === 'more' ? 0 : pullEveryMs * (0.8 + 0.4 * random())
    },
    (error) => log('error', 'sync.pull-bug', { message: String(error) }),
  )
  const wake = (): void => {
    pushWorker.wake()
    pullWorker.wake()
  }

  /** While offline, looks whether the machine's networks changed. */
  const lookAtNetworks = (before: string): void => {
    cancelNetworkLook = scheduler.after(networkLookEveryMs, () => {
      if (online || stopped) return
      const now = deps.networks()
      if (now !== before) wake()
      lookAtNetworks(now)
    })
  }

  const setOnline = (reached: boolean): void => {
    if (reached === online) return
    online = reached
    log('info', reached ? 'sync.online' : 'sync.offline')
    cancelNetworkLook()
    if (online) wake()
    else lookAtNetworks(deps.networks())
    for (const listener of connectionListeners) listener(online)
  }

  const offContact = server.onContact(setOnline)
  let offWritten = (): void => {}

  return {
    isOnline: () => online,
    onConnection(listener) {
      connectionListeners.add(listener)
      return () => connectionListeners.delete(listener)
    },
    onQueue(listener) {
      queueListeners.add(listener)
      return () => queueListeners.delete(listener)
    },
    start() {
      offWritten = journal.onWritten(() => pushWorker.wake())
      lookAtNetworks(deps.networks())
      wake()
    },
    wake,
    async stop() {
      stopped = true
      cancelNetworkLook()
      offContact()
      offWritten()
      await Promise.all([pushWorker.stop(), pullWorker.stop()])
    },
  }
}
