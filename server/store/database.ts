import type { CatalogueTables } from '../catalogue/tables.ts'
import type { DeviceTables } from '../devices/tables.ts'
import type { SalesTables } from '../sales/tables.ts'
import type { SyncTables } from '../sync/tables.ts'
import type { MetaTables } from './tables.ts'

/** Every table of the server: each noun brings its own. */
export interface Database extends MetaTables, CatalogueTables, DeviceTables, SyncTables, SalesTables {}
