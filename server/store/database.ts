import type { CatalogueTables } from '../catalogue/tables.ts'
import type { DeviceTables } from '../devices/tables.ts'
import type { EventTables } from '../events/tables.ts'
import type { ExceptionTables } from '../exceptions/tables.ts'
import type { JobTables } from '../jobs/tables.ts'
import type { SweepTables } from '../payments/sweep/tables.ts'
import type { PaymentTables } from '../payments/tables.ts'
import type { ReaderTables } from '../readers/tables.ts'
import type { RefundTables } from '../refunds/tables.ts'
import type { SalesTables } from '../sales/tables.ts'
import type { SyncTables } from '../sync/tables.ts'
import type { WebhookTables } from '../webhooks/tables.ts'
import type { MetaTables } from './tables.ts'

/** Every table of the server: each noun brings its own. */
export interface Database
  extends MetaTables,
    CatalogueTables,
    DeviceTables,
    SyncTables,
    SalesTables,
    SweepTables,
    EventTables,
    ExceptionTables,
    JobTables,
    PaymentTables,
    ReaderTables,
    RefundTables,
    WebhookTables {}
