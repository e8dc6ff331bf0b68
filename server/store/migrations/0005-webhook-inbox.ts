import type { Migration } from './migration.ts'

const statements = [
  `alter table jobs add column claim_no bigint not null default 0`,

  // An event id is taken once, whatever store its payload names. Events belong to the account and come before their store is known, so this table
  // alone is not led by it.
  `create table webhook_inbox (
    processor text not null,
    event_id text not null,
    store_id text not null,
    object_key text not null,
    source text not null,
    type text not null,
    created_at_ms bigint not null,
    received_at_ms bigint not null,
    event text,
    payload text not null,
    outcome text,
    reason text,
    processed_at_ms bigint,
    primary key (processor, event_id)
  )`,
  // Jobs of before this migration name the event itself, so that is what waits under that name.
  `insert into webhook_inbox (
    processor, event_id, store_id, object_key, source, type, created_at_ms, received_at_ms, event, payload, outcome, reason, processed_at_ms)
   select processor, event_id, store_id, event_id, 'delivered', type, created_at_ms, received_at_ms, event, payload, outcome, null, processed_at_ms
   from webhook_events e
   where not exists (
    select 1 from webhook_events o
    where o.processor = e.processor and o.event_id = e.event_id and o.store_id < e.store_id)`,
  `drop table webhook_events`,
  `alter table webhook_inbox rename to webhook_events`,
  `create index webhook_events_by_object on webhook_events (processor, object_key)`,
  `create index webhook_events_waiting on webhook_events (received_at_ms) where outcome is null`,
  `create index webhook_events_dead on webhook_events (received_at_ms) where outcome = 'dead'`,
  `update jobs set store_id = '' where kind = 'webhook.process' and store_id <> '' and not exists (
    select 1 from jobs o where o.kind = jobs.kind and o.subject = jobs.subject and o.store_id < jobs.store_id)`,

  `create table webhook_cursors (
    processor text not null,
    cursor_ms bigint not null,
    caught_up_at_ms bigint not null,
    primary key (processor)
  )`,
]

export const webhookInbox: Migration = {
  version: 5,
  name: 'webhook-inbox',
  up: async (run) => {
    for (const statement of statements) await run(statement)
  },
}
