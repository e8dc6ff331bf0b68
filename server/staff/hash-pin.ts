import { hash } from '@node-rs/argon2'
import { assert } from '../../domain/assert.ts'

/** Costs some 0.1 to 0.2 s of one core and 64 MiB a try: a PIN has few digits, so each guess must be dear. */
const cost = { memoryCost: 65_536, timeCost: 3, parallelism: 1 } as const

/** A PIN → its argon2id hash in PHC form, `$argon2id$v=19$m=65536,t=3,p=1$…`. */
export async function hashPin(pin: string, randomBytes: (size: number) => Buffer): Promise<string> {
  const phc = await hash(pin, { ...cost, salt: randomBytes(16) })
  assert(phc.startsWith('$argon2id$'), 'PINs are hashed with argon2id')
  return phc
}
