import type { ProcessorPayment, ProcessorReader } from '../../../../domain/payment/processor.ts'

/** An intent of 1.00 USD that waits for a card. */
export const aProcessorPayment = (changes: Partial<ProcessorPayment> = {}): ProcessorPayment => ({
  id: 'pi_1',
  standing: 'awaiting-card',
  status: 'requires_payment_method',
  amountMinor: 100,
  currency: 'USD',
  authorizedMinor: 0,
  capturedMinor: 0,
  refundedMinor: 0,
  tipMinor: null,
  partialOf: null,
  captureBeforeMs: null,
  createdAtMs: Date.parse('2026-11-23T10:00:00Z'),
  method: null,
  chargeId: null,
  decline: null,
  card: null,
  marks: null,
  livemode: false,
  ...changes,
})

/** An idle reader that is there. */
export const aProcessorReader = (changes: Partial<ProcessorReader> = {}): ProcessorReader => ({
  id: 'tmr_1',
  label: 'Counter',
  deviceType: 'simulated_wisepos_e',
  online: true,
  action: null,
  locationId: 'tml_1',
  serial: 'SIM-1',
  lastSeenAtMs: Date.parse('2026-11-23T10:00:00Z'),
  ipAddress: '10.0.0.2',
  softwareVersion: '2.30.0',
  livemode: false,
  ...changes,
})
