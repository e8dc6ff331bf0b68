import { invalidRequest } from '../http/stripe-refusal.ts'
import type { World } from '../world.ts'

/** The registration codes of simulated readers, docs.stripe.com/terminal/references/testing. They may be used again and again. */
const simulated: Readonly<Record<string, DeviceType>> = {
  'simulated-wpe': 'simulated_wisepos_e',
  'simulated-s700': 'simulated_stripe_s700',
  'simulated-s710': 'simulated_stripe_s710',
  'simulated-t600': 'simulated_stripe_t600',
}

export const deviceTypes = [
  'simulated_wisepos_e',
  'simulated_stripe_s700',
  'simulated_stripe_s710',
  'simulated_stripe_t600',
] as const
export type DeviceType = (typeof deviceTypes)[number]

const colours = ['amber', 'brave', 'calm', 'dusty', 'early', 'fresh', 'gentle', 'honest'] as const
const things = ['anchor', 'basket', 'candle', 'door', 'engine', 'fiddle', 'garden', 'harbour'] as const

/** Three words, as a reader in its box shows them. */
const threeWords = ({ random }: World): string => {
  const [first = 0, second = 0, third = 0] = random(3)
  return [colours[first % 8], things[second % 8], things[third % 8]].join('-')
}

const triesMax = 200

/** The code on the screen of a reader that is unpacked now; it registers once. */
export const newRegistrationCode = (world: World, deviceType: DeviceType): string => {
  const insert = world.store.db.prepare(
    'INSERT INTO registration_codes (code, device_type) VALUES (?, ?) ON CONFLICT (code) DO NOTHING',
  )
  for (let tries = 0; tries < triesMax; tries += 1) {
    const code = threeWords(world)
    if (insert.run(code, deviceType).changes === 1) return code
  }
  throw invalidRequest(undefined, 'No three words are left for another reader: start with an empty folder.')
}

interface Row {
  readonly device_type: string
  readonly used: number
}

/** Uses a code up and says what it registers. Throws a StripeRefusal for one that is wrong or was used. */
export const redeemRegistrationCode = ({ store }: World, code: string): string => {
  const always = simulated[code]
  if (always !== undefined) return always
  const row = store.db
    .prepare<[string], Row>('SELECT device_type, used FROM registration_codes WHERE code = ?')
    .get(code)
  if (row === undefined) {
    throw invalidRequest(
      'resource_missing',
      `No reader shows the registration code '${code}'. The practice Stripe knows ${Object.keys(simulated).join(', ')}.`,
      'registration_code',
    )
  }
  if (row.used === 1) {
    throw invalidRequest(
      undefined,
      `The registration code '${code}' has already been used. Have the reader show a new one.`,
      'registration_code',
    )
  }
  store.db.prepare('UPDATE registration_codes SET used = 1 WHERE code = ?').run(code)
  return row.device_type
}
