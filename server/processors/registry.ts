import type { Processor } from '../../domain/payment/processor.ts'
import type { StripeConfig } from './stripe/config.ts'
import { createStripeProcessor } from './stripe/index.ts'
import type { ProcessorTransport } from './transport.ts'

/** Every processor Cashwrap speaks to. Adding one is its folder and one line here; ids, routing and settings derive from this. */
export const processors = {
  stripe: createStripeProcessor,
} satisfies Record<string, (config: StripeConfig, transport?: ProcessorTransport) => Processor>

export type ProcessorId = keyof typeof processors
