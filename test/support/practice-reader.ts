import type { PracticeShop } from './practice-shop.ts'

type Control = 'present' | 'decline' | 'walk_away' | 'unplug' | 'plug_in' | 'decline_next' | 'auto_present'

/** The customer and the cable of the practice shop's one reader, for a test that has no screen to press. */
export async function atReader(
  shop: Pick<PracticeShop, 'sandbox'>,
  control: Control,
  body: Readonly<Record<string, string | number | null>> = {},
): Promise<void> {
  const { readers } = (await practice(shop, 'GET', 'readers')) as { readers: readonly { id: string }[] }
  const [reader] = readers
  if (reader === undefined) throw new Error('the practice Stripe has no reader')
  await practice(shop, 'POST', `readers/${reader.id}/${control}`, body)
}

/** Makes the next requests to the practice Stripe go wrong; see sandbox/stripe/README.md. */
export async function planFault(
  shop: Pick<PracticeShop, 'sandbox'>,
  fault: Readonly<Record<string, string | number>>,
): Promise<void> {
  await practice(shop, 'POST', 'faults', fault)
}

async function practice(
  { sandbox }: Pick<PracticeShop, 'sandbox'>,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(`${sandbox.url}/_practice/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${path}: HTTP ${response.status} ${await response.text()}`)
  return response.json()
}
