import type { TerminalAnswer, TerminalCommand } from '../../../domain/protocol/terminal.ts'
import { meaningOf } from './sdk-codes.ts'
import type { SdkError, SdkIntent, SdkTerminal } from './sdk-terminal.ts'

export type CollectCommand = Extract<TerminalCommand, { readonly kind: 'collect' }>
type Ended = Extract<TerminalAnswer, { readonly kind: 'ended' }>
type Stage = Extract<TerminalAnswer, { readonly kind: 'progress' }>['stage']

export type QuestionPorts = {
  readonly terminal: SdkTerminal
  /** Resolves when the reader is connected (again); false: it did not come back in time. */
  readonly connected: () => Promise<boolean>
  readonly progress: (stage: Stage) => void
}

/** One card asked for, from the question to the charge. `cancel` takes it off the reader; an end that came first stands. */
export type CardQuestion = {
  run(): Promise<Ended>
  cancel(): Promise<void>
}

/** Tries after the first, of collecting and of charging together. All of them are for the one intent. */
const moreTriesMax = 3

/** What is to be done after the SDK answered. */
type Next =
  | { readonly do: 'end'; readonly ended: Ended }
  | { readonly do: 'collect' }
  | { readonly do: 'process'; readonly intent: SdkIntent }

const end = (outcome: Ended['outcome'], code: string | null = null): Next => ({
  do: 'end',
  ended: { kind: 'ended', outcome, code },
})

/**
 * Stripe's rule for answers that were lost (stripe.md §1.5): look at the intent that comes with the error. It still wants a card: collect again; it
 * wants to be confirmed: charge again; there is none: the same one again. Never a second intent: there is only the one secret. What stays open after
 * a few tries is unknown, and the server reads it back.
 */
export function askForCard(ports: QuestionPorts, command: CollectCommand): CardQuestion {
  const { terminal, progress } = ports
  let stage: 'collect' | 'process' | 'between' = 'between'
  let cancelled = false
  let triesLeft = moreTriesMax

  const again = async (next: Next, code: string | undefined): Promise<Next> => {
    if (cancelled) return next.do === 'collect' ? end('left', 'canceled') : end('unknown', code ?? null)
    if (triesLeft === 0) return end('unknown', code ?? null)
    triesLeft -= 1
    if (meaningOf(code) !== 'lost') return next
    progress('reader-lost')
    return (await ports.connected()) ? next : end('unknown', code ?? null)
  }

  const collect = async (): Promise<Next> => {
    progress('waiting')
    stage = 'collect'
    const { tipping } = command
    const answer = await terminal.collectPaymentMethod(command.clientSecret, {
      config_override: {
        ...(tipping === null
          ? { skip_tipping: true }
          : { skip_tipping: false, tipping: { eligible_amount: tipping.eligibleMinor } }),
        update_payment_intent: true,
        payment_intent_id: command.paymentId,
      },
    })
    stage = 'between'
    if ('error' in answer) {
      const { code } = answer.error
      // Nothing is charged while a card is only being read.
      if (meaningOf(code) === 'left') return end('left', code ?? null)
      return meaningOf(code) === 'lost' ? again({ do: 'collect' }, code) : end('unknown', code ?? null)
    }
    // The card was read and the till has changed its mind: it is not charged.
    return cancelled ? end('left', 'canceled') : { do: 'process', intent: answer.paymentIntent }
  }

  const process = async (intent: SdkIntent): Promise<Next> => {
    progress('processing')
    stage = 'process'
    const answer = await terminal.processPayment(intent)
    stage = 'between'
    if ('error' in answer) return afterError(intent, answer.error)
    return isCharged(answer.paymentIntent.status) ? end('done') : end('unknown', answer.paymentIntent.status)
  }

  const afterError = (intent: SdkIntent, error: SdkError): Promise<Next> | Next => {
    const { code, payment_intent: seen } = error
    if (seen === undefined || seen === null) {
      if (meaningOf(code) === 'left') return end('unknown', code ?? null)
      return again({ do: 'process', intent }, code)
    }
    if (isCharged(seen.status)) return end('done')
    switch (seen.status) {
      case 'requires_payment_method':
        if (error.decline_code !== undefined || seen.last_payment_error?.decline_code !== undefined)
          return end('declined', error.decline_code ?? code ?? null)
        return meaningOf(code) === 'left' ? end('left', code ?? null) : again({ do: 'collect' }, code)
      case 'requires_confirmation':
        return again({ do: 'process', intent }, code)
      case 'canceled':
        return end('left', code ?? null)
      default:
        return end('unknown', code ?? null)
    }
  }

  return {
    async run() {
      let next: Next = { do: 'collect' }
      try {
        while (next.do !== 'end') {
          if (cancelled && next.do === 'collect') next = end('left', 'canceled')
          else next = next.do === 'collect' ? await collect() : await process(next.intent)
        }
        return next.ended
      } catch {
        // The SDK promises never to reject; if it does, nothing can be said.
        return { kind: 'ended', outcome: 'unknown', code: 'rejected' }
      }
    },
    async cancel() {
      cancelled = true
      // An answer to the cancellation says nothing more than the end of the question does.
      if (stage === 'collect') await terminal.cancelCollectPaymentMethod()
      if (stage === 'process') await terminal.cancelProcessPayment()
    },
  }
}

const isCharged = (status: string): boolean => status === 'succeeded' || status === 'requires_capture'
