import type { Migration } from './migration.ts'

const statements = [
  `create table exceptions (
    store_id text not null,
    exception_id text not null,
    kind text not null,
    subject text not null,
    round_no integer not null,
    summary text not null,
    sale_id text,
    payment_key text,
    amount_minor bigint,
    currency text,
    details text not null,
    state text not null,
    raised_at_ms bigint not null,
    seen_at_ms bigint not null,
    seen_count integer not null,
    resolution text,
    note text,
    resolved_by text,
    resolved_at_ms bigint,
    primary key (store_id, exception_id)
  )`,
  `create unique index exceptions_by_subject on exceptions (store_id, kind, subject, round_no)`,
  `create unique index exceptions_one_open on exceptions (store_id, kind, subject) where state = 'open'`,
  `create index exceptions_by_state on exceptions (store_id, state, raised_at_ms)`,
  `create index exceptions_by_payment on exceptions (store_id, payment_key)`,
  `create table sweeps (
    store_id text primary key,
    state text not null,
    from_ms bigint not null,
    until_ms bigint not null,
    cursor_ms bigint not null,
    swept_until_ms bigint,
    checked_count integer not null,
    found_count integer not null,
    acted_count integer not null,
    problem text,
    requested_by text not null,
    started_at_ms bigint not null,
    finished_at_ms bigint
  )`,
  // What was parked before there was a queue waits in it now.
  `insert into exceptions (
    store_id, exception_id, kind, subject, round_no, summary, sale_id, payment_key, amount_minor, currency, details, state,
    raised_at_ms, seen_at_ms, seen_count, resolution, note, resolved_by, resolved_at_ms)
   select store_id, exception_id, 'sync.parked', exception_id, 1, message, null, null, null, null, '{}', 'open',
    received_at_ms, received_at_ms, 1, null, null, null, null
   from sync_exceptions`,
]

export const exceptions: Migration = {
  version: 3,
  name: 'exceptions',
  up: async (run) => {
    for (const statement of statements) await run(statement)
  },
}
