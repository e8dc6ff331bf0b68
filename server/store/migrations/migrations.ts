import { core } from './0001-core.ts'
import { payments } from './0002-payments.ts'
import { exceptions } from './0003-exceptions.ts'
import { eventChain } from './0004-event-chain.ts'
import { webhookInbox } from './0005-webhook-inbox.ts'
import { readers } from './0006-readers.ts'
import type { Migration } from './migration.ts'

/** In order, without gaps. */
export const migrations: readonly Migration[] = [
  core,
  payments,
  exceptions,
  eventChain,
  webhookInbox,
  readers,
]
