import type { Seeded } from './seeded.ts'
import type { VirtualTime } from './virtual-time.ts'

/**
 * What may happen to one message and its answer on a link.
 * refused         nobody listens: certainly nothing happened
 * drop-request    lost on the way there; whoever asked waits until it gives up
 * drop-answer     done, and the answer is lost: the connection breaks
 * hang            done, and the answer never comes: whoever asked waits until it gives up
 * duplicate       arrives twice; the first answer counts
 * late            arrives only after `ms`
 * late-answer     is done at once, and answered only after `ms`
 * error-before    something in between answers 502 and passes nothing on
 * error-after     it is done, and something in between answers 502
 */
export type LinkFault = {
  readonly what:
    | 'refused'
    | 'drop-request'
    | 'drop-answer'
    | 'hang'
    | 'duplicate'
    | 'late'
    | 'late-answer'
    | 'error-before'
    | 'error-after'
  readonly ms?: number | undefined
}

export type LinkOutcome<A> =
  | { readonly kind: 'answered'; readonly answer: A }
  /** `sent`: whether the other side may have seen it. */
  | { readonly kind: 'lost'; readonly sent: boolean; readonly code: string }

export type Exchange<A> = {
  readonly fault: LinkFault | null
  readonly timeoutMs: number
  /** How somebody between the two answers for the other side; null when nobody does. */
  readonly gateway: (() => A) | null
  /** Hands the message over; undefined when nobody is there, null when the one who took it died before it answered. */
  readonly deliver: () => Promise<A | null> | undefined
}

/** Carries messages with a delay of its own each way. The answer of somebody who died is a broken connection. */
export function carry<A>(
  time: VirtualTime,
  chance: Seeded,
  { fault, timeoutMs, gateway, deliver }: Exchange<A>,
): Promise<LinkOutcome<A>> {
  return new Promise((resolve) => {
    let settled = false
    const settle = (outcome: LinkOutcome<A>): void => {
      if (settled) return
      settled = true
      cancelTimeout()
      time.touch()
      resolve(outcome)
    }
    const lose = (sent: boolean, code: string): void => settle({ kind: 'lost', sent, code })
    const cancelTimeout = time.after(timeoutMs, () => lose(true, 'ETIMEDOUT'))
    const wayMs = (): number => chance.whole(1, 12)
    const there = wayMs() + (fault?.what === 'late' ? (fault.ms ?? 1_000) : 0)
    const back = wayMs() + (fault?.what === 'late-answer' ? (fault.ms ?? 1_000) : 0)

    const arrive = (): void => {
      const delivered = deliver()
      if (delivered === undefined) return void time.after(1, () => lose(false, 'ECONNREFUSED'))
      if (fault?.what === 'duplicate') time.after(wayMs(), () => void deliver()?.catch(() => null))
      void delivered.then(
        (answer) => {
          time.touch()
          if (fault?.what === 'hang') return
          time.after(back, () => {
            if (answer === null || fault?.what === 'drop-answer') lose(true, 'ECONNRESET')
            else if (fault?.what === 'error-after' && gateway !== null)
              settle({ kind: 'answered', answer: gateway() })
            else settle({ kind: 'answered', answer })
          })
        },
        () => time.after(back, () => lose(true, 'ECONNRESET')),
      )
    }
    if (fault?.what === 'refused') time.after(1, () => lose(false, 'ECONNREFUSED'))
    else if (fault?.what === 'error-before' && gateway !== null)
      time.after(there, () => settle({ kind: 'answered', answer: gateway() }))
    else if (fault?.what !== 'drop-request') time.after(there, arrive)
  })
}
