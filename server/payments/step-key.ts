import type { Clock } from '../../domain/ids/clock.ts'
import type { ResilientProcessor } from '../processors/resilience.ts'
import type { PaymentRow } from './payment-row.ts'

type StepDeps = { readonly clock: Clock; readonly processor: Pick<ResilientProcessor, 'capabilities'> }

/**
 * The key of a step that may be asked for again days later (`<payment's key>:cancel:0`): another one every 23 hours after the payment was requested, so that
 * no key is ever sent again once the processor may have forgotten it. Doing such a step twice moves no money twice: what was cancelled or captured already is
 * refused, and then read back. Creating and refunding are different, and are only ever looked up when their key is that old.
 */
export function stepKey(
  { clock, processor }: StepDeps,
  row: Pick<PaymentRow, 'key' | 'requested_at_ms'>,
  step: string,
): string {
  const ageMs = Math.max(0, clock.nowMs() - row.requested_at_ms)
  const generation = Math.floor(ageMs / processor.capabilities.keyReuseMaxMs)
  return generation === 0 ? `${row.key}:${step}` : `${row.key}:${step}:later-${generation}`
}
