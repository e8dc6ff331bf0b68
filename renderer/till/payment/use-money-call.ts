import { useMemo, useState } from 'react'
import type { Channel, Input, Output } from '../../../domain/protocol/bridge.ts'
import type { Result } from '../../../domain/result.ts'
import { type CallOptions, useCall } from '../state/till-context.tsx'
import { createOneAtATime } from './one-at-a-time.ts'

export type MoneyCall = {
  /** null when another one is still on its way: nothing was asked. */
  readonly run: <C extends Channel>(
    channel: C,
    input: Input<C>,
    options?: CallOptions,
  ) => Promise<Result<Output<C>> | null>
  readonly pending: Channel | null
}

/** One call about money at a time: a second press, whichever button it is on, does nothing until the first was answered. */
export function useMoneyCall(): MoneyCall {
  const call = useCall()
  const [pending, setPending] = useState<Channel | null>(null)
  const gate = useMemo(() => createOneAtATime<Channel>(setPending), [])
  return useMemo(
    () => ({
      run: (channel, input, options) => gate.run(channel, () => call(channel, input, options)),
      pending,
    }),
    [gate, call, pending],
  )
}
