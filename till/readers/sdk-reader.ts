import type { Handlers } from '../../domain/protocol/bridge.ts'
import { connectionTokenResponseSchema } from '../../domain/protocol/server-api.ts'
import {
  clientSecretResponseSchema,
  type TerminalAnswer,
  type TerminalCommand,
} from '../../domain/protocol/terminal.ts'
import { type Failure, fail, ok, type Result } from '../../domain/result.ts'
import { paymentCalls } from '../payments/payment-calls.ts'
import type { TillContext } from '../till-context.ts'
import type { CardReader, ChosenReader, DeviceStatus } from './card-reader.ts'
import { createTerminalPages } from './terminal-pages.ts'

export type SdkReader = CardReader & {
  readonly handlers: Pick<Handlers, 'terminal.status' | 'terminal.answer' | 'terminal.connectionToken'>
}

/** The one card question that a page has, or had a moment ago. */
type Hold = {
  readonly key: string
  readonly pageId: string
  readonly commandId: string
  device: DeviceStatus | null
  ended: boolean
  cancelTimer: () => void
}

const serverTimeoutMs = 10_000
/** A page that runs takes a command at once. */
const takenWithinMs = 4_000
const cancelledWithinMs = 5_000
/** How long the device is called unreachable before the server alone decides: long enough for the screen to say "unknown". */
const unsureForMs = 1_500
/** A page that only lost its line to the till may come back with the card still on its reader. */
const silentForMs = 10_000
/** After a charge the processor knows it at once; if it does not, the server decides. */
const doneForMs = 10_000

/**
 * The reader SDK in a page of this till, commanded over the bridge. What the page says decides only what the screen shows of the device and how long
 * the till waits before it lets the server end the payment; what became of the money is the server's word. There is one intent for one
 * attempt: whatever a page, a reload or a second page does, no second charge can come of it. The intent's secret goes from the server through here
 * to the driving page and is kept nowhere.
 */
export function createSdkReader(
  context: Pick<TillContext, 'server' | 'scheduler' | 'newId' | 'publish' | 'clock' | 'log'>,
  chosen: () => ChosenReader | null,
): SdkReader {
  const { server, scheduler, newId, publish } = context
  const calls = paymentCalls(server)
  const listeners = new Set<(key: string) => void>()
  const waiting = new Map<string, (answer: TerminalAnswer | null) => void>()
  let hold: Hold | null = null

  const tell = (key: string): void => {
    for (const listener of listeners) listener(key)
  }
  /** From then on the server decides about this attempt alone. */
  const release = (one: Hold, afterMs: number): void => {
    one.cancelTimer()
    one.cancelTimer = scheduler.after(afterMs, () => {
      one.device = null
      one.ended = true
      tell(one.key)
    })
  }
  const unsure = (one: Hold, forMs: number): void => {
    one.device = 'offline'
    release(one, forMs)
    tell(one.key)
  }
  const pages = createTerminalPages(context, (pageId, why) => {
    if (hold === null || hold.pageId !== pageId || hold.ended) return
    // No other page can go on with it; one that is only silent may have lost its line for a moment.
    unsure(hold, why === 'left' ? unsureForMs : silentForMs)
  })

  /** Sends a command; what the page first answers, or null when it does not. */
  const command = (pageId: string, id: string, what: TerminalCommand, withinMs: number) =>
    new Promise<TerminalAnswer | null>((resolve) => {
      const cancelTimer = scheduler.after(withinMs, () => settle(null))
      const settle = (answer: TerminalAnswer | null): void => {
        cancelTimer()
        waiting.delete(id)
        resolve(answer)
      }
      waiting.set(id, settle)
      publish('terminal', { pageId, id, command: what })
    })

  const connected = (): Result<{ readonly pageId: string; readonly readerId: string }> => {
    const reader = chosen()
    if (reader === null)
      return fail(
        'reader_not_chosen',
        'No card reader is chosen for this register: choose one, or take cash.',
      )
    const page = pages.driving()
    if (page === null || page.connectedReaderId !== reader.id) return notConnected(page?.problem ?? null)
    return ok({ pageId: page.pageId, readerId: reader.id })
  }

  const hear = (one: Hold, answer: TerminalAnswer): void => {
    if (answer.kind === 'progress') {
      one.cancelTimer()
      one.device = deviceOf[answer.stage]
    } else {
      one.ended = true
      one.device = answer.outcome === 'left' && busyCodes.has(answer.code ?? '') ? 'busy' : null
      if (answer.outcome === 'done') one.device = 'processing'
      if (answer.outcome === 'unknown') one.device = 'offline'
      release(one, answer.outcome === 'done' ? doneForMs : unsureForMs)
    }
    tell(one.key)
  }

  return {
    driver: 'sdk',
    ready() {
      const there = connected()
      return there.ok ? ok(undefined) : there
    },
    async start({ attempt, payment, tipping }) {
      const key = attempt.idempotencyKey
      if (hold?.key === key && !hold.ended) return ok(payment)
      if (hold !== null && !hold.ended) return busy()
      const there = connected()
      if (!there.ok) return there
      const secret = await server.request({
        method: 'POST',
        path: `/v1/payments/${key}/client-secret`,
        body: { readerId: there.value.readerId },
        response: clientSecretResponseSchema,
        timeoutMs: serverTimeoutMs,
      })
      if (!secret.ok) return secret
      // Somebody was faster while the server was asked.
      if (hold !== null && !hold.ended) return hold.key === key ? ok(payment) : busy()
      const commandId = newId()
      hold?.cancelTimer()
      const mine: Hold = {
        key,
        pageId: there.value.pageId,
        commandId,
        device: 'waiting',
        ended: false,
        cancelTimer: () => undefined,
      }
      hold = mine
      const taken = await command(
        mine.pageId,
        commandId,
        { kind: 'collect', key, ...secret.value, tipping },
        takenWithinMs,
      )
      if (taken !== null || mine.ended) return ok(payment)
      // It may have heard, and a card may be asked for: shown as unknown, then the server ends it.
      unsure(mine, unsureForMs)
      return fail('reader_offline', 'The page that commands the card reader does not answer.', { sent: true })
    },
    async cancel(attempt) {
      const mine = hold
      if (mine?.key === attempt.idempotencyKey && !mine.ended)
        await command(mine.pageId, newId(), { kind: 'cancel', key: mine.key }, cancelledWithinMs)
      // Whatever the page could do: the intent is ended at the processor, or turns out to be paid.
      return calls.cancel(attempt)
    },
    device: (attempt) => (hold?.key === attempt.idempotencyKey ? hold.device : null),
    onNews(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async display(cart) {
      const there = connected()
      if (!there.ok) return there
      if (hold !== null && !hold.ended) return busy()
      const shown = await command(there.value.pageId, newId(), { kind: 'display', cart }, takenWithinMs)
      return shown?.kind === 'ended' && shown.outcome === 'done'
        ? ok(undefined)
        : fail('reader_offline', 'The card reader did not show the cart.')
    },
    close() {
      pages.close()
      hold?.cancelTimer()
      for (const settle of [...waiting.values()]) settle(null)
    },
    handlers: {
      'terminal.status': async (status) => {
        const reader = chosen()
        const wanted = reader?.driver === 'sdk' ? reader : null
        const drives = pages.heard(status)
        const own = hold !== null && !hold.ended && hold.pageId === status.pageId ? hold : null
        // Back after a silence, with the card question still on its reader: it goes on.
        const isBack = !status.leaving && status.busyKey === own?.key && status.connectedReaderId !== null
        if (own?.device === 'offline' && isBack) hear(own, { kind: 'progress', stage: 'waiting' })
        return ok({
          drives: drives && wanted !== null,
          readerId: wanted?.id ?? null,
          holdKey: own?.key ?? null,
        })
      },
      'terminal.answer': async ({ pageId, id, answer }) => {
        if (hold !== null && hold.commandId === id && hold.pageId === pageId && !hold.ended)
          hear(hold, answer)
        waiting.get(id)?.(answer)
        return ok({})
      },
      'terminal.connectionToken': async ({ pageId }) => {
        if (pages.driving()?.pageId !== pageId)
          return fail('permission_denied', 'Another page of this till commands the card reader.')
        return server.request({
          method: 'POST',
          path: '/v1/terminal/connection-tokens',
          body: {},
          response: connectionTokenResponseSchema,
          timeoutMs: serverTimeoutMs,
        })
      },
    },
  }
}

const deviceOf = {
  taken: 'waiting',
  waiting: 'waiting',
  processing: 'processing',
  'reader-lost': 'offline',
} as const satisfies Record<string, DeviceStatus>

/** The SDK's words for: this reader is doing something for somebody else. */
const busyCodes: ReadonlySet<string> = new Set([
  'already_connected',
  'reader_in_use',
  'command_already_in_progress',
])

/** Nothing was sent anywhere: `status` says that this is an answer, and not silence. */
const busy = (): Failure =>
  fail('reader_busy', 'Another payment is on this card reader. Wait for it, or take cash.', { status: 409 })

function notConnected(problem: string | null): Failure {
  const sentence =
    problem === 'sdk-not-loaded'
      ? "Stripe's reader software could not be loaded from js.stripe.com. Choose the server-driven way for this reader, or check the network."
      : 'The card reader is not connected to this window yet. Wait a moment, check that both are on one network, or choose the server-driven way.'
  return fail('reader_offline', sentence, { status: 409, problem })
}
