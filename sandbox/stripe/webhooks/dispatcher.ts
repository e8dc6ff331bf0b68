import { renderEvent } from '../events/render-event.ts'
import { renderForVersion } from '../http/versions.ts'
import type { SkewedClocks } from '../practice-controls/clock-skew.ts'
import { storageSentence } from '../store/storage-sentence.ts'
import type { World } from '../world.ts'
import type { DeliveryModes } from './delivery-modes.ts'
import { createDeliveryQueue, type Delivery } from './delivery-queue.ts'
import { signatureHeader } from './signature.ts'
import type { WebhookEndpoint } from './webhook-endpoint.ts'

export interface Dispatcher {
  /** Looks for deliveries that are due: something happened, or a hold was lifted. */
  readonly poke: () => void
  readonly stop: () => void
}

const inFlightMax = 8
const lookAgainMs = 1_000
const overdueLookMs = 250
/** While reordering, everything waits until nothing new has come for this long, so that the last can be the first. */
const reorderQuietMs = 150
/** But not longer than this for the oldest: under a steady stream the post must go out too. */
const reorderPatienceMs = 1_000

/** How long what waits (newest first) should still wait for something newer to overtake it. */
const overtakingMs = (waiting: readonly Delivery[], nowMs: number): number => {
  const [newest] = waiting
  const oldest = waiting.at(-1)
  if (newest === undefined || oldest === undefined || nowMs - oldest.dueMs >= reorderPatienceMs) return 0
  return reorderQuietMs - (nowMs - newest.dueMs)
}

const headersOf = (
  endpoint: WebhookEndpoint,
  body: string,
  atSeconds: number,
): Readonly<Record<string, string>> => ({
  'content-type': 'application/json; charset=utf-8',
  'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
  'stripe-signature': signatureHeader(endpoint.secret, body, atSeconds),
})

/**
 * Sends events to their endpoints, at least once and in no promised order, until each answers 2xx or the pauses run out.
 * What waits is on disk; a restart goes on with it.
 */
export const createDispatcher = (world: World, modes: DeliveryModes, clocks: SkewedClocks): Dispatcher => {
  const { store, clock, timings, scheduler, postWebhook } = world
  const queue = createDeliveryQueue(world)
  const inFlight = new Set<number>()
  const stopping = new AbortController()
  let cancelTimer = (): void => undefined

  const signedAt = (): number => Math.floor((clock.nowMs() + clocks.current().signatureMs) / 1000)

  const deliver = async (delivery: Delivery): Promise<void> => {
    const endpoint = store.get('webhook_endpoint', delivery.endpoint)
    const event = store.get('event', delivery.event)
    if (endpoint === undefined || event === undefined || endpoint.status === 'disabled') {
      queue.failed(delivery)
      return
    }
    const version = endpoint.api_version ?? event.api_version
    const shown = { ...renderEvent(world, event), api_version: version }
    const body = JSON.stringify(renderForVersion(shown, version))
    const copies = modes.current().duplicate ? 2 : 1
    let arrived = false
    for (let copy = 0; copy < copies; copy += 1) {
      const posted = await postWebhook({
        url: endpoint.url,
        headers: headersOf(endpoint, body, signedAt()),
        body,
        timeoutMs: timings.webhookTimeoutMs,
        stopping: stopping.signal,
      })
      arrived = posted || arrived
    }
    // After a stop the database is closed; the delivery is still waiting there and goes out at the next start.
    if (stopping.signal.aborted) return
    if (arrived) queue.delivered(delivery.id)
    else queue.failed(delivery)
  }

  const begin = (delivery: Delivery): void => {
    inFlight.add(delivery.id)
    const ended = (): void => {
      inFlight.delete(delivery.id)
      look()
    }
    // What could not be written down (the disk is full) is still waiting there; sending it again at once would never end.
    void deliver(delivery).then(ended, (error: unknown) => {
      console.error(storageSentence(error) ?? error)
      scheduler.after(lookAgainMs, ended)
    })
  }

  const lookAgainIn = (ms: number): void => {
    cancelTimer = scheduler.after(ms, look)
  }

  const look = (): void => {
    cancelTimer()
    if (stopping.signal.aborted) return
    const { hold, reorder, delayMs } = modes.current()
    if (hold) return
    const isRipe = ({ attempts, dueMs }: Delivery): boolean =>
      attempts > 0 || clock.nowMs() - dueMs >= delayMs
    const waiting = queue.due().filter((delivery) => !inFlight.has(delivery.id) && isRipe(delivery))
    if (reorder) {
      waiting.reverse()
      const waitMs = overtakingMs(waiting, clock.nowMs())
      if (waitMs > 0) {
        lookAgainIn(waitMs)
        return
      }
    }
    const places = (reorder ? 1 : inFlightMax) - inFlight.size
    for (const delivery of waiting.slice(0, Math.max(0, places))) begin(delivery)
    const next = queue.nextDueMs()
    if (next === undefined) return
    const pauseMs = next - clock.nowMs()
    // What is overdue is being sent right now, and its end brings the next look; this one is for what fails to end.
    lookAgainIn(pauseMs <= 0 ? overdueLookMs : Math.min(lookAgainMs, pauseMs))
  }

  return {
    poke: look,
    stop: () => {
      stopping.abort()
      cancelTimer()
    },
  }
}
