import type { Migration } from './migration.ts'

const columns = [
  `alter table event_heads add column hash text not null default ''`,
  `alter table event_heads add column chain_from bigint not null default 1`,
  // Events from before this version have no hash: a store's chain begins with its next event.
  `update event_heads set chain_from = seq + 1`,

  `alter table events add column actor text not null default 'system'`,
  `alter table events add column subjects text`,
  `alter table events add column latency_ms bigint`,
  `alter table events add column attempt integer`,
  `alter table events add column outcome text`,
  `alter table events add column amount_minor bigint`,
  `alter table events add column last4 text`,
  `alter table events add column prev_hash text not null default ''`,
  `alter table events add column hash text not null default ''`,

  // Every search is newest first by (at_ms, seq), so each index ends with them: a page is read off it without sorting.
  `drop index events_by_sale`,
  `drop index events_by_payment`,
  `drop index events_by_kind`,
  `create index events_by_time on events (store_id, at_ms, seq)`,
  `create index events_by_kind on events (store_id, kind, at_ms, seq)`,
  `create index events_by_sale on events (store_id, sale_id, at_ms, seq) where sale_id is not null`,
  `create index events_by_payment on events (store_id, payment_key, at_ms, seq) where payment_key is not null`,
  `create index events_by_outcome on events (store_id, outcome, at_ms, seq) where outcome is not null`,
  `create index events_by_amount on events (store_id, amount_minor, at_ms, seq) where amount_minor is not null`,
  `create index events_by_last4 on events (store_id, last4, at_ms, seq) where last4 is not null`,
  `create table event_subjects (
    store_id text not null,
    subject text not null,
    at_ms bigint not null,
    seq bigint not null,
    primary key (store_id, subject, at_ms, seq)
  )`,
]

const appendOnly = ['events', 'event_subjects']

const sqliteTriggers = appendOnly.flatMap((table) =>
  ['update', 'delete'].map(
    (verb) => `create trigger ${table}_no_${verb} before ${verb} on ${table}
      begin select raise(abort, '${table} is append-only'); end`,
  ),
)

const postgresTriggers = [
  `create function refuse_change() returns trigger language plpgsql as
    $$ begin raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation'; end $$`,
  ...appendOnly.flatMap((table) => [
    `create trigger ${table}_append_only before update or delete on ${table}
      for each row execute function refuse_change()`,
    `create trigger ${table}_no_truncate before truncate on ${table}
      for each statement execute function refuse_change()`,
  ]),
]

export const eventChain: Migration = {
  version: 4,
  name: 'event chain',
  up: async (run, dialect) => {
    for (const statement of columns) await run(statement)
    const triggers = dialect === 'sqlite' ? sqliteTriggers : postgresTriggers
    for (const statement of triggers) await run(statement)
  },
}
