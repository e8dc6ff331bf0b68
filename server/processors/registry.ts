import type { ProcessorAdapter } from './adapter.ts'
import { stripe } from './stripe/index.ts'

/** Every processor Cashwrap speaks to. Adding one is its folder and one line here; ids, routing and settings derive from this. */
export const processors = { stripe } satisfies Record<string, ProcessorAdapter>

export type ProcessorId = keyof typeof processors
export const processorIds = Object.keys(processors) as readonly ProcessorId[]
