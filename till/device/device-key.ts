import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { z } from 'zod'
import { assert } from '../../domain/assert.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Vault } from './vault.ts'

/** An Ed25519 key: 32 bytes each, base64url (RFC 8037's `x` and `d`). */
export type DeviceKey = { readonly publicKey: string; readonly privateKey: string }

const keyText = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
const vaultSchema = z.strictObject({
  v: z.literal(1),
  keys: z.array(z.strictObject({ publicKey: keyText, privateKey: keyText })).max(10),
})

/** The newest keys; older ones belonged to pairings that were never finished or are replaced. */
const keysMax = 3

export function generateDeviceKey(): DeviceKey {
  const { x, d } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  assert(x !== undefined && d !== undefined, 'an Ed25519 key has x and d')
  return { publicKey: x, privateKey: d }
}

/** Signs UTF-8 text; base64url. */
export function signerOf(key: DeviceKey): (text: string) => string {
  const privateKey: KeyObject = createPrivateKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: key.publicKey, d: key.privateKey },
    format: 'jwk',
  })
  return (text) => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64url')
}

/** The keys in the vault, oldest first. Errors: storage_damaged and what the vault answers. */
export async function readKeys(vault: Vault): Promise<Result<readonly DeviceKey[]>> {
  const text = await vault.read()
  if (!text.ok) return text
  if (text.value === null) return ok([])
  try {
    return ok(vaultSchema.parse(JSON.parse(text.value)).keys)
  } catch {
    return fail(
      'storage_damaged',
      "The till's key file is damaged: revoke this till in the back office, move device-key.json away and pair again.",
    )
  }
}

/** Keeps a new key beside the one in use. */
export async function keepKey(vault: Vault, key: DeviceKey): Promise<Result<void>> {
  const kept = await readKeys(vault)
  const keys = [...(kept.ok ? kept.value : []), key].slice(-keysMax)
  return vault.write(JSON.stringify({ v: 1, keys }))
}
