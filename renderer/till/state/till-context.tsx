import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import { assert } from '../../../domain/assert.ts'
import type { Bridge, Channel, Input, Output } from '../../../domain/protocol/bridge.ts'
import type { CounterView, TillState } from '../../../domain/protocol/views.ts'
import type { Result } from '../../../domain/result.ts'
import type { BridgeClient } from '../../bridge/bridge-client.ts'
import { useErrorText } from '../../i18n/error-text.ts'
import { type Notice, useNotify } from './notices.tsx'
import type { Sounds } from './sounds.ts'
import type { TillStore, TillStoreState } from './till-store.ts'

export type DialogName = 'history' | 'parked' | 'queue' | 'readers'

type TillContextValue = {
  readonly bridge: BridgeClient
  readonly store: TillStore
  readonly sounds: Sounds
  readonly openDialog: (name: DialogName) => void
}

const TillContext = createContext<TillContextValue | null>(null)

export function TillProvider({ children, ...value }: TillContextValue & { readonly children: ReactNode }) {
  const { bridge, store, sounds, openDialog } = value
  const stable = useMemo(() => ({ bridge, store, sounds, openDialog }), [bridge, store, sounds, openDialog])
  return <TillContext value={stable}>{children}</TillContext>
}

function useTillContext(): TillContextValue {
  const value = useContext(TillContext)
  assert(value !== null, 'a till hook needs a TillProvider above it')
  return value
}

export const useBridge = (): Bridge => useTillContext().bridge
export const useSounds = (): Sounds => useTillContext().sounds

export function useDialogs(): { readonly open: (name: DialogName) => void } {
  const { openDialog } = useTillContext()
  return useMemo(() => ({ open: openDialog }), [openDialog])
}

export const useTillStore = <T,>(select: (state: TillStoreState) => T): T =>
  useStore(useTillContext().store, select)

/** The till's state. Only below the screen that waits for it. */
export function useTill(): TillState {
  const till = useTillStore((state) => state.till)
  assert(till !== null, 'useTill is used before the till answered')
  return till
}

/** The counter's view. Only below the screen that waits for it. */
export function useCounter(): CounterView {
  const counter = useTillStore((state) => state.counter)
  assert(counter !== null, 'useCounter is used before the till answered')
  return counter
}

export type CallOptions = {
  /** The caller shows the failure itself; otherwise a notice does. */
  readonly quiet?: boolean
}
export type Call = <C extends Channel>(
  channel: C,
  input: Input<C>,
  options?: CallOptions,
) => Promise<Result<Output<C>>>

/** Asks the till, puts a counter or till view that comes back into the store, and says in words what failed. */
export function useCall(): Call {
  const { bridge, store } = useTillContext()
  const notify = useNotify()
  const errorText = useErrorText()
  const show = useRef<(notice: Notice) => void>(notify)
  show.current = notify
  return useCallback(
    async (channel, input, options) => {
      const result = await bridge.call(channel, input)
      if (result.ok) applyView(store, result.value)
      else if (options?.quiet !== true) show.current({ kind: 'error', text: errorText(result.error) })
      return result
    },
    [bridge, store, errorText],
  )
}

function applyView(store: TillStore, value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  if (isCounter(value)) store.applyCounter(value)
  else if (isTill(value)) store.applyTill(value)
}

/** Answers were parsed by the bridge already; these only tell the two views from everything else. */
const isCounter = (value: object): value is CounterView => 'revision' in value && 'phase' in value
const isTill = (value: object): value is TillState => 'connection' in value && 'works' in value
