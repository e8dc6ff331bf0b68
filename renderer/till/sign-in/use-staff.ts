import { useCallback, useEffect, useState } from 'react'
import type { StaffChoice } from '../../../domain/protocol/views.ts'
import { useBridge, useTillStore } from '../state/till-context.tsx'

const emptyListRetryMs = 2_000

/** The people who may sign in; null until the till answered. Asked again after each try, which may have locked somebody out, and while there is nobody. */
export function useStaff(): { readonly staff: readonly StaffChoice[] | null; readonly refresh: () => void } {
  const bridge = useBridge()
  const link = useTillStore((state) => state.link)
  const [staff, setStaff] = useState<readonly StaffChoice[] | null>(null)
  const [round, setRound] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: each round asks anew
  useEffect(() => {
    if (link !== 'ready') return
    let current = true
    let timer: ReturnType<typeof setTimeout> | undefined
    void bridge.call('staff.list', {}).then((result) => {
      if (!current || !result.ok) return
      setStaff(result.value)
      if (result.value.length === 0) timer = setTimeout(() => setRound((n) => n + 1), emptyListRetryMs)
    })
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [bridge, link, round])

  return { staff, refresh: useCallback(() => setRound((n) => n + 1), []) }
}
