export interface DeviceTables {
  devices: {
    store_id: string
    device_id: string
    register_id: string
    name: string
    /** Raw Ed25519 public key, base64url. */
    public_key: string
    paired_at_ms: number
    /** null while the device may ask. */
    revoked_at_ms: number | null
    revoked_reason: string | null
  }
  /** A code is `locator` (two characters, readable) plus a secret of 50 bits that is kept only as a scrypt hash. */
  pairing_codes: {
    store_id: string
    code_id: string
    locator: string
    salt: string
    hash: string
    register_id: string
    created_at_ms: number
    expires_at_ms: number
    wrong_tries: number
    /** Used, or void after too many wrong tries. */
    closed_at_ms: number | null
    closed_reason: string | null
  }
  /** Wrong codes per address and window, whatever code they were meant for. */
  pairing_tries: { ip: string; window_start_ms: number; wrong_tries: number }
  device_nonces: { store_id: string; device_id: string; nonce: string; at_ms: number }
}
