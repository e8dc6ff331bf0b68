import { scrypt, randomBytes as systemRandomBytes, timingSafeEqual } from 'node:crypto'

/** Crockford's alphabet: no I, L, O or U, so that a code read aloud is typed right. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const codeLength = 12
const locatorLength = 2

/** How long a code may be used. */
export const pairingCodeLifeMs = 10 * 60_000

/**
 * A code of 12 characters, `7KQ2-M4XT-90BD`: two that find it again (so that wrong tries can be counted against it) and ten that are the secret:
 * 50 bits.
 */
export function makePairingCode(randomBytes: (size: number) => Buffer = systemRandomBytes): string {
  // 32 divides 256, so that the low five bits of a random byte are a fair character.
  return [...randomBytes(codeLength)].map((byte) => alphabet[byte & 31]).join('')
}

export const showPairingCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-')

/** What a person typed → the code, or null when it cannot be one. Case, blanks and dashes do not matter; O is 0, I and L are 1. */
export function readPairingCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
  return code.length === codeLength && [...code].every((character) => alphabet.includes(character))
    ? code
    : null
}

export const locatorOf = (code: string): string => code.slice(0, locatorLength)

/** scrypt, because a copy of the database must not give away a code in the ten minutes that it lives. */
export function hashPairingCode(code: string, salt: string): Promise<string> {
  return new Promise((resolve, reject) => {
    scrypt(code, Buffer.from(salt, 'base64url'), 32, { N: 16_384, r: 8, p: 1 }, (error, key) => {
      if (error === null) resolve(key.toString('base64url'))
      else reject(error)
    })
  })
}

export const sameHash = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
