import { open, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ok, type Result } from '../../domain/result.ts'
import { storageFailure } from '../store/storage-errors.ts'
import type { Vault } from './vault.ts'

export const keyFileName = 'device-key.json'

/** A file that only the till's own user can read (0600), written beside and moved into place, with both flushed. */
export function createFileVault(folder: string): Vault {
  const path = join(folder, keyFileName)
  return {
    async read() {
      try {
        return ok(await readFile(path, 'utf8'))
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ok(null)
        return storageFailureOrThrow(error, folder)
      }
    },
    async write(text) {
      try {
        await writeAtomically(path, text)
        return ok(undefined)
      } catch (error) {
        return storageFailureOrThrow(error, folder)
      }
    },
  }
}

async function writeAtomically(path: string, text: string): Promise<void> {
  const beside = `${path}.new`
  const file = await open(beside, 'w', 0o600)
  try {
    await file.chmod(0o600)
    await file.writeFile(text, 'utf8')
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(beside, path)
  // Windows cannot open a folder to flush it; there the rename is journalled by the file system.
  if (process.platform === 'win32') return
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function storageFailureOrThrow(error: unknown, folder: string): Result<never> {
  const failure = storageFailure(error, folder)
  if (failure === null) throw error
  return failure
}
