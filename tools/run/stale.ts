import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot } from './paths.ts'

/**
 * Whether something built from these files and folders has to be built again: a hash over their names and contents is kept in `stampFile`.
 * `done()` writes it and must be called only when the build succeeded.
 */
export function staleness(
  sources: readonly string[],
  stampFile: string,
): { readonly stale: boolean; readonly done: () => void } {
  const hash = createHash('sha256')
  for (const source of sources) addTo(hash, source)
  const stamp = hash.digest('hex')
  const path = inRoot(stampFile)
  return {
    stale: !existsSync(path) || readFileSync(path, 'utf8') !== stamp,
    done: () => writeFileSync(path, stamp),
  }
}

function addTo(hash: ReturnType<typeof createHash>, name: string): void {
  const path = inRoot(name)
  if (!existsSync(path)) return
  if (statSync(path).isDirectory()) {
    for (const entry of readdirSync(path).toSorted()) addTo(hash, join(name, entry))
    return
  }
  hash.update(name).update('\0').update(readFileSync(path)).update('\0')
}
