import { useCallback, useEffect, useRef, useState } from 'react'
import type { Channel, Input, Output } from '../../../domain/protocol/bridge.ts'
import type { CashwrapError } from '../../../domain/result.ts'
import { useCall } from '../state/till-context.tsx'

export type Answer<T> = {
  readonly value: T | null
  readonly error: CashwrapError | null
  readonly reload: () => void
}

/** What a channel answers, asked for when the caller appears and whenever `input` changes; the last value stays on screen meanwhile. */
export function useAnswer<C extends Channel>(channel: C, input: Input<C>): Answer<Output<C>> {
  const call = useCall()
  const [state, setState] = useState<{
    readonly value: Output<C> | null
    readonly error: CashwrapError | null
  }>({ value: null, error: null })
  const [round, setRound] = useState(0)
  const asked = JSON.stringify(input)
  const latest = useRef(input)
  latest.current = input

  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` is the input's text and `round` asks again
  useEffect(() => {
    let current = true
    void call(channel, latest.current, { quiet: true }).then((result) => {
      if (!current) return
      setState((before) =>
        result.ok ? { value: result.value, error: null } : { value: before.value, error: result.error },
      )
    })
    return () => {
      current = false
    }
  }, [call, channel, asked, round])

  const reload = useCallback(() => setRound((before) => before + 1), [])
  return { ...state, reload }
}
