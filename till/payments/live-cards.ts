import type { ErrorCode } from '../../domain/errors/codes.ts'
import type { WaitsFor } from './waits-for.ts'

/** What is known of a card payment beyond the journal, for the screen only: where the reader is, when we ask again. Never decides about money. */
export type LiveCard = {
  readonly phase: 'starting' | 'waiting' | 'processing' | 'cancelling' | 'unknown'
  readonly sinceMs: number
  readonly readerLabel: string | null
  readonly nextCheckAtMs: number | null
  /** Whose answer is missing, while it is unknown. */
  readonly waitsFor: WaitsFor | null
  readonly isCancelling: boolean
  /** Why it was given up before a card was charged. */
  readonly errorCode: ErrorCode | null
}

/** By idempotency key. Lost with the process, and rebuilt by asking the server. */
export type LiveCards = {
  get(key: string): LiveCard | undefined
  set(key: string, card: LiveCard): void
}

export const createLiveCards = (): LiveCards => {
  const cards = new Map<string, LiveCard>()
  return { get: (key) => cards.get(key), set: (key, card) => void cards.set(key, card) }
}
