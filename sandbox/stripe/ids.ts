/** Source of random bytes; passed in so that a test may seed it. */
export type RandomBytes = (count: number) => Uint8Array

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** A string of `length` letters and digits, for ids and secrets. */
export const randomToken = (random: RandomBytes, length: number): string =>
  Array.from(random(length), (byte) => alphabet[byte % alphabet.length]).join('')

/** An object id in Stripe's manner, e.g. newId(random, 'pi') → `pi_3Qx…` with 24 characters after the prefix. */
export const newId = (random: RandomBytes, prefix: string): string => `${prefix}_${randomToken(random, 24)}`

/** `length` hexadecimal digits in capitals, e.g. an EMV cryptogram. */
export const randomHex = (random: RandomBytes, length: number): string =>
  Array.from(random(length), (byte) => (byte % 16).toString(16).toUpperCase()).join('')
