import type { ProcessorUnderTest } from './processor-under-test.ts'
import { openStripe } from './stripe-under-test.ts'

/** How each processor of the registry is opened together with its practice twin. */
const twins: Readonly<Record<string, () => Promise<ProcessorUnderTest>>> = {
  stripe: openStripe,
}

/** Throws a sentence for a processor that has none: an adapter that nothing was tried on is not to be sold with. */
export function twinOf(id: string): () => Promise<ProcessorUnderTest> {
  const open = Object.hasOwn(twins, id) ? twins[id] : undefined
  if (open === undefined)
    throw new Error(
      `The processor "${id}" has no practice twin: build one under sandbox/${id} and name it in test/contract/processors/twins.ts, as docs/how-to/add-a-processor.md tells.`,
    )
  return open
}
