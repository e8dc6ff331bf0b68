import type { Logger } from 'pino'
import type { Clock } from '../../domain/ids/clock.ts'
import { recordEvent } from '../events/events.ts'
import { raiseException } from '../exceptions/raise-exception.ts'
import { resolveException } from '../exceptions/resolve-exception.ts'
import type { Store } from '../store/store.ts'
import { storeForException } from './dead-events.ts'

/** So many webhooks in a row make a measurement. */
const samplesMax = 3
/** Further off than this, a person is told. Beyond 300 s webhooks are refused. */
export const skewAlarmMs = 60_000
/** While the clock is wrong the exception is kept fresh this often. */
const raiseAgainMs = 60_000

export type ClockWatch = {
  /** A genuine webhook: when it was signed by the processor's clock, and when it came by ours. Never throws. */
  readonly observe: (signedAtMs: number, receivedAtMs: number) => Promise<void>
  /** How far the processor's clock is ahead of ours; negative: ours is ahead. null before the first webhook. */
  readonly skewMs: () => number | null
}

export type Reading = 'skewed' | 'fine' | 'unsure'

/**
 * What the last signatures say about our clock. A delivery can only be late, so each is a lower bound of the processor's lead: the largest is the best
 * estimate. One signature from the future is proof; old ones are only when all of the last ones are.
 */
export function readSamples(samples: readonly number[]): {
  readonly skewMs: number
  readonly reading: Reading
} {
  const skewMs = Math.max(...samples)
  if (skewMs > skewAlarmMs) return { skewMs, reading: 'skewed' }
  if (samples.length < samplesMax) return { skewMs, reading: 'unsure' }
  return { skewMs, reading: skewMs < -skewAlarmMs ? 'skewed' : 'fine' }
}

/** Compares the clocks with each webhook; raises `webhook.clock-skew` and takes it back when the clocks agree again. */
export function createClockWatch(deps: {
  readonly store: Store
  readonly clock: Clock
  readonly logger: Logger
  readonly processorId: string
}): ClockWatch {
  const { store, clock, logger, processorId } = deps
  let samples: readonly number[] = []
  /** null: this process has not said anything yet; an earlier one may have. */
  let said: { readonly skewed: boolean; readonly atMs: number } | null = null

  const raise = async (skewMs: number, nowMs: number): Promise<void> => {
    const seconds = Math.round(Math.abs(skewMs) / 1000)
    const ahead = skewMs < 0
    const isNew = said?.skewed !== true
    await store.transaction(async (trx) => {
      const storeId = await storeForException(trx, '')
      await raiseException(trx, {
        storeId,
        kind: 'webhook.clock-skew',
        subject: processorId,
        summary: `The clock of this server is ${seconds} seconds ${ahead ? 'ahead of' : 'behind'} the processor’s: set it by a time server. Beyond 300 seconds webhooks are refused.`,
        details: { skewSeconds: Math.round(skewMs / 1000), ahead },
        atMs: nowMs,
      })
      if (isNew)
        await recordEvent(trx, {
          storeId,
          at: nowMs,
          kind: 'webhook.clock-skew',
          body: { skewMs, samples: [...samples] },
        })
    })
    logger.error({ skewMs }, 'the clocks of this server and the processor differ')
    said = { skewed: true, atMs: nowMs }
  }

  const resolve = async (skewMs: number, nowMs: number): Promise<void> => {
    await store.transaction(async (trx) => {
      const storeId = await storeForException(trx, '')
      const wasOpen = await resolveException(trx, {
        storeId,
        kind: 'webhook.clock-skew',
        subject: processorId,
        resolution: 'the clocks agree again',
        note: null,
        by: 'cashwrap',
        atMs: nowMs,
      })
      if (wasOpen) logger.info({ skewMs }, 'the clocks of this server and the processor agree again')
    })
    said = { skewed: false, atMs: nowMs }
  }

  return {
    skewMs: () => (samples.length === 0 ? null : readSamples(samples).skewMs),
    observe: async (signedAtMs, receivedAtMs) => {
      // Signatures carry whole seconds.
      samples = [...samples, signedAtMs - Math.floor(receivedAtMs / 1000) * 1000].slice(-samplesMax)
      const { skewMs, reading } = readSamples(samples)
      const nowMs = clock.nowMs()
      try {
        if (reading === 'skewed') {
          const stale = said === null || !said.skewed || Math.abs(nowMs - said.atMs) >= raiseAgainMs
          if (stale) await raise(skewMs, nowMs)
        } else if (reading === 'fine' && said?.skewed !== false) await resolve(skewMs, nowMs)
      } catch (error) {
        logger.warn({ err: error, skewMs }, 'what the clocks say could not be kept')
      }
    },
  }
}
