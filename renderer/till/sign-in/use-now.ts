import { useEffect, useState } from 'react'

/** The wall clock while something waits for `untilMs`; stands still otherwise. */
export function useNow(untilMs: number | null): number {
  const [nowMs, setNowMs] = useState(Date.now)
  useEffect(() => {
    if (untilMs === null) return
    setNowMs(Date.now())
    const timer = setInterval(() => setNowMs(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [untilMs])
  return nowMs
}
