import { z } from 'zod'

/** `practice`: the practice world, no keys. `test`: the processor's own test mode. `live`: money. Written into every database at first start. */
export const modeSchema = z.enum(['practice', 'test', 'live'])
export type Mode = z.infer<typeof modeSchema>
