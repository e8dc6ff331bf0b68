import { core } from './0001-core.ts'
import type { Migration } from './migration.ts'

/** In order, without gaps. */
export const migrations: readonly Migration[] = [core]
