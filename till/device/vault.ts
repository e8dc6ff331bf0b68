import type { Result } from '../../domain/result.ts'

/**
 * Where the device's private keys rest: a file of its own in the browser shell, the system's key store in Electron. One text; a write is
 * durable and all or nothing. Errors: the storage errors.
 */
export type Vault = {
  /** Null when nothing was ever kept. */
  read(): Promise<Result<string | null>>
  write(text: string): Promise<Result<void>>
}
