import { useEffect, useState } from 'react'

/** The time, afresh every `everyMs` while the caller is on screen: for countdowns and "3 min ago". */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
