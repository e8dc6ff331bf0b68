import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { safeStorage } from 'electron'

/**
 * Keeps the device's private key encrypted by the operating system: Keychain, DPAPI, or a Linux keyring. On a Linux without a keyring Electron would
 * encrypt with a password that is in its source; then the key is not stored at all and the reason is said, because a promise of safety that is none is worse.
 */
export type SecretVault = {
  /** The secret, or null when there is none or it cannot be read on this machine (then the till asks to be paired again). */
  read(): string | null
  /** Null when stored; else one sentence that says why not and what to do. */
  write(secret: string): string | null
}

export function openSecretVault(folder: string): SecretVault {
  const file = join(folder, 'device-key.bin')
  return {
    read() {
      if (!existsSync(file) || !safeStorage.isEncryptionAvailable()) return null
      try {
        return safeStorage.decryptString(readFileSync(file))
      } catch {
        return null
      }
    },
    write(secret) {
      if (!safeStorage.isEncryptionAvailable() || isHardCoded()) {
        return "This computer has no keyring to keep the till's key in; start a keyring service (GNOME Keyring or KWallet) and pair again."
      }
      const next = `${file}.new`
      const handle = openSync(next, 'w', 0o600)
      try {
        writeSync(handle, safeStorage.encryptString(secret))
        fsyncSync(handle)
      } finally {
        closeSync(handle)
      }
      renameSync(next, file)
      return null
    },
  }
}

const isHardCoded = (): boolean =>
  process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text'
