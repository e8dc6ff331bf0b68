import { core } from './0001-core.ts'
import { payments } from './0002-payments.ts'
import type { Migration } from './migration.ts'

/** In order, without gaps. */
export const migrations: readonly Migration[] = [core, payments]
