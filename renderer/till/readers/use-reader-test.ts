import { useCallback, useEffect, useRef, useState } from 'react'
import type { ReaderTest } from '../../../domain/protocol/readers.ts'
import type { CashwrapError } from '../../../domain/result.ts'
import { useCall } from '../state/till-context.tsx'

const lookEveryMs = 600

export type TestRun = {
  readonly test: ReaderTest | null
  /** It could not be begun. */
  readonly error: CashwrapError | null
  /** The last look got no answer; it is asked again. */
  readonly isLost: boolean
  readonly again: () => void
  readonly end: () => void
}

/** A test payment from its beginning to its end. Leaving ends it: nobody stands at the reader any more. */
export function useReaderTest(readerId: string): TestRun {
  const call = useCall()
  const [test, setTest] = useState<ReaderTest | null>(null)
  const [error, setError] = useState<CashwrapError | null>(null)
  const [isLost, setIsLost] = useState(false)
  const [round, setRound] = useState(0)
  const openId = useRef<string | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` begins another one
  useEffect(() => {
    let current = true
    let timer: ReturnType<typeof setTimeout> | undefined
    const seen = (next: ReaderTest): void => {
      openId.current = next.state === 'ended' ? null : next.id
      setTest(next)
      setIsLost(false)
      if (next.state !== 'ended') timer = setTimeout(() => void look(next.id), lookEveryMs)
    }
    const look = async (testId: string): Promise<void> => {
      const result = await call('reader.testLook', { testId }, { quiet: true })
      if (!current) return
      if (result.ok) return seen(result.value)
      setIsLost(true)
      timer = setTimeout(() => void look(testId), 3 * lookEveryMs)
    }
    const begin = async (): Promise<void> => {
      setTest(null)
      setError(null)
      const begun = await call('reader.test', { readerId }, { quiet: true })
      if (begun.ok && !current) void call('reader.testCancel', { testId: begun.value.id }, { quiet: true })
      if (!current) return
      if (begun.ok) seen(begun.value)
      else setError(begun.error)
    }
    void begin()
    return () => {
      current = false
      clearTimeout(timer)
      if (openId.current !== null) void call('reader.testCancel', { testId: openId.current }, { quiet: true })
      openId.current = null
    }
  }, [call, readerId, round])

  const again = useCallback(() => setRound((before) => before + 1), [])
  const end = useCallback(() => {
    const testId = openId.current
    if (testId !== null) void call('reader.testCancel', { testId }, { quiet: true })
  }, [call])
  return { test, error, isLost, again, end }
}
