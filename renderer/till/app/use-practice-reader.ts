import { useCallback, useEffect, useState } from 'react'
import type { CardAttemptView } from '../../../domain/protocol/views.ts'

/**
 * Whether the practice card reader is in view: it comes by itself when a card is asked for, beside the payment, over the dimmed catalogue,
 * and goes again with the payment, unless a person said otherwise.
 */
export function usePracticeReader(card: CardAttemptView | null): {
  readonly isShown: boolean
  readonly toggle: () => void
} {
  const [wanted, setWanted] = useState<boolean | null>(null)
  const isAsking = card !== null
  useEffect(() => {
    if (!isAsking) setWanted((before) => (before === false ? null : before))
  }, [isAsking])
  const isShown = wanted ?? isAsking
  return { isShown, toggle: useCallback(() => setWanted(!isShown), [isShown]) }
}
