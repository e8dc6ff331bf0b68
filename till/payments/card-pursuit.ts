import { assert } from '../../domain/assert.ts'
import { isTerminalAttempt } from '../../domain/payment/attempt.ts'
import type { Payment } from '../../domain/protocol/server-api.ts'
import { ok, type Result } from '../../domain/result.ts'
import { type CardReader, withDevice } from '../readers/card-reader.ts'
import type { Attempt } from '../sales/read-sales.ts'
import type { TillContext } from '../till-context.ts'
import { type Ask, type Backoff, type Decision, decide, type Facts, type GiveUp } from './attempt-decision.ts'
import type { LiveCards } from './live-cards.ts'
import { paymentCalls } from './payment-calls.ts'
import type { Recordable } from './record-decision.ts'
import { type WaitsFor, waitsFor } from './waits-for.ts'

/** How long to wait before the processor is asked again about an unknown outcome; the last one repeats. */
const backoffMs = [1_000, 2_000, 5_000, 10_000, 30_000] as const
const attentiveMaxMs = 5_000

type Step = { readonly ask: Ask; readonly afterMs: number }

export type PursuitPorts = {
  readonly context: Pick<TillContext, 'clock' | 'scheduler' | 'log' | 'server'>
  readonly readAttempt: () => Attempt
  /** Writes what a decision says, with everything that follows from it, in one transaction. */
  readonly record: (attempt: Attempt, decision: Recordable, payment: Payment | null) => Result<unknown>
  readonly liveCards: LiveCards
  /** The reader that is asked for this attempt. Money is asked of the server, whichever driver it has. */
  readonly reader: CardReader
  readonly readerLabel: string | null
  /** The view has changed without a journal entry. */
  readonly touched: () => void
  /** Nothing else may be on its way to the reader when it is asked for a card. */
  readonly beforeReader: () => Promise<void>
}

/** One attempt, followed until it is known how it ended. It ends only by `approved`, `declined` or `voided`, or with the process. */
export type Pursuit = {
  run(): Promise<void>
  /** Cancel as soon as the server can be asked; an approval that comes first still counts. */
  giveUp(): void
  /** Asks now instead of later; resolves when the answer was dealt with. */
  lookNow(): Promise<void>
  stop(): void
}

export function createPursuit(ports: PursuitPorts, resumed: boolean): Pursuit {
  const { context, liveCards, reader } = ports
  const { clock, log } = context
  const calls = paymentCalls(context.server)
  let stopped = false
  let lastPayment: Payment | null = null
  let wake: (() => void) | null = null
  let waiting: (() => void)[] = []
  let giveUp: GiveUp | null = null
  let cancelPressed = false
  let createSent = resumed
  let lostLooks = 0
  let round = 0
  let cancelAtMs: number | null = null
  let missing: WaitsFor | null = null

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      if (ms <= 0 || stopped) return resolve()
      const done = () => {
        wake = null
        resolve()
      }
      const cancelTimer = context.scheduler.after(ms, done)
      wake = () => {
        cancelTimer()
        done()
      }
    })

  const factsOf = (attempt: Attempt): Facts => {
    assert(!isTerminalAttempt(attempt.state), 'an attempt that ended is not pursued')
    return {
      state: attempt.state === 'created' || attempt.state === 'sent' ? attempt.state : 'unknown',
      processorKnown: attempt.processorPaymentId !== null,
      resumed,
      createSent,
      giveUp,
      lostLooks,
      sinceCancelMs: cancelAtMs === null ? null : clock.monotonicMs() - cancelAtMs,
      ageMs: clock.nowMs() - attempt.intendedAtMs,
      amountMinor: attempt.amountMinor,
    }
  }

  const send = (what: Ask, attempt: Attempt): Promise<Result<Payment>> => {
    switch (what) {
      case 'create':
      case 'look':
        return calls[what](attempt)
      case 'process':
        assert(lastPayment !== null, 'a reader is asked only for a payment that the server has told of')
        return reader.start({ attempt, payment: lastPayment, tipping: null })
      case 'cancel':
        return reader.cancel(attempt)
    }
  }

  const ask = async (what: Ask): Promise<Step | null> => {
    const before = ports.readAttempt()
    if (what === 'process') await ports.beforeReader()
    if (stopped) return null
    const told = await send(what, before)
    if (stopped) return null
    const attempt = ports.readAttempt()
    if (told.ok) lastPayment = told.value
    const answer = told.ok ? ok(seenHere(attempt, told.value)) : told
    missing = waitsFor(answer)
    const facts = factsOf(attempt)
    const decision = decide(facts, what, answer)
    if (what === 'create') createSent = true
    if (what === 'cancel') cancelAtMs = clock.monotonicMs()
    lostLooks = what === 'look' && !answer.ok ? lostLooks + 1 : 0
    if (!answer.ok)
      log('warn', 'card.answer-lost', { ask: what, code: answer.error.code, key: attempt.idempotencyKey })
    giveUp = decision.giveUp
    const written = isRecordable(decision)
      ? ports.record(attempt, decision, answer.ok ? answer.value : null)
      : null
    if (written !== null && !written.ok) return held(decision, written.error.code)
    return settle(decision)
  }

  const seenHere = (attempt: Attempt, payment: Payment): Payment =>
    withDevice(payment, { id: attempt.readerId, label: ports.readerLabel ?? '' }, reader.device(attempt))

  /** The disk refused: nothing is shown as ended that is not journalled, and no reader is asked for an intent that is not. */
  const held = (decision: Decision, code: GiveUp): Step | null => {
    if (decision.journal === 'created') giveUp = code
    missing = 'till-disk'
    return settle({ ...decision, phase: 'unknown', next: { ask: 'look', after: 'patient' } })
  }

  const settle = (decision: Decision): Step | null => {
    if (decision.next === null) {
      show(decision.phase, null, true)
      return null
    }
    const { ask: next, after } = decision.next
    const afterMs = waitOf(after)
    round = typeof after === 'number' ? 0 : round + 1
    show(
      decision.phase,
      decision.phase === 'unknown' ? clock.nowMs() + afterMs : null,
      decision.journal !== null,
    )
    return { ask: next, afterMs }
  }

  const waitOf = (after: number | Backoff): number => {
    if (typeof after === 'number') return after
    const patientMs = backoffMs[Math.min(round, backoffMs.length - 1)] ?? 0
    return after === 'patient' ? patientMs : Math.min(patientMs, attentiveMaxMs)
  }

  const show = (phase: Decision['phase'], nextCheckAtMs: number | null, published: boolean): void => {
    const { idempotencyKey } = ports.readAttempt()
    const before = liveCards.get(idempotencyKey)
    const nextPhase = phase ?? before?.phase ?? 'unknown'
    const errorCode = giveUp === null || giveUp === 'cancelled' ? null : giveUp
    liveCards.set(idempotencyKey, {
      phase: nextPhase,
      sinceMs: before?.phase === nextPhase ? before.sinceMs : clock.nowMs(),
      readerLabel: ports.readerLabel,
      nextCheckAtMs,
      waitsFor: nextPhase === 'unknown' ? missing : null,
      isCancelling: giveUp !== null,
      errorCode,
    })
    const now = liveCards.get(idempotencyKey)
    const changed =
      before?.phase !== nextPhase ||
      before.nextCheckAtMs !== nextCheckAtMs ||
      before.errorCode !== errorCode ||
      before.waitsFor !== now?.waitsFor ||
      before.isCancelling !== now?.isCancelling
    if (changed || published) ports.touched()
  }

  return {
    async run() {
      show(resumed ? 'unknown' : 'starting', null, false)
      let next: Step | null = { ask: resumed ? 'look' : 'create', afterMs: 0 }
      while (next !== null && !stopped) {
        await pause(next.afterMs)
        if (stopped) return
        const what: Ask = cancelPressed && next.ask !== 'create' ? 'cancel' : next.ask
        cancelPressed = false
        next = await ask(what)
        const told = waiting
        waiting = []
        for (const tell of told) tell()
      }
    },
    giveUp() {
      cancelPressed = true
      giveUp ??= 'cancelled'
      show('cancelling', null, false)
      wake?.()
    },
    lookNow() {
      return new Promise((resolve) => {
        if (stopped) return resolve()
        waiting.push(resolve)
        wake?.()
      })
    },
    stop() {
      stopped = true
      wake?.()
      for (const tell of waiting) tell()
      waiting = []
    },
  }
}

const isRecordable = (decision: Decision): decision is Recordable => decision.journal !== null
