import { z } from 'zod'

const intentSchema = z.object({
  id: z.string(),
  amount: z.int(),
  currency: z.string(),
  status: z.string(),
  amount_received: z.int(),
  metadata: z.record(z.string(), z.string()),
})
const chargeSchema = z.object({
  id: z.string(),
  payment_intent: z.string().nullable(),
  status: z.string(),
  amount_captured: z.int(),
  amount_refunded: z.int(),
})
const refundSchema = z.object({
  id: z.string(),
  payment_intent: z.string().nullable(),
  amount: z.int(),
  status: z.string(),
})

/** Everything that ever happened at the practice Stripe, as its public API lists it. */
export type StripeLedger = {
  readonly intents: readonly z.infer<typeof intentSchema>[]
  readonly charges: readonly z.infer<typeof chargeSchema>[]
  readonly refunds: readonly z.infer<typeof refundSchema>[]
}

export async function readLedger(origin: string, secretKey: string): Promise<StripeLedger> {
  return {
    intents: await list(origin, secretKey, 'payment_intents', intentSchema),
    charges: await list(origin, secretKey, 'charges', chargeSchema),
    refunds: await list(origin, secretKey, 'refunds', refundSchema),
  }
}

async function list<T extends z.ZodType<{ id: string }>>(
  origin: string,
  secretKey: string,
  noun: string,
  schema: T,
): Promise<z.infer<T>[]> {
  const page = z.object({ data: z.array(schema), has_more: z.boolean() })
  const found: z.infer<T>[] = []
  for (;;) {
    const after = found.at(-1)?.id
    const response = await fetch(
      `${origin}/v1/${noun}?limit=100${after === undefined ? '' : `&starting_after=${after}`}`,
      { headers: { authorization: `Bearer ${secretKey}` } },
    )
    if (!response.ok) throw new Error(`GET ${noun}: HTTP ${response.status} ${await response.text()}`)
    const { data, has_more } = page.parse(await response.json())
    found.push(...data)
    if (!has_more) return found
  }
}
