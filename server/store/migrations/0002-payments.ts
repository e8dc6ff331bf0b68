import type { Migration } from './migration.ts'

const statements = [
  `create table payments (
    store_id text not null,
    key text not null,
    register_id text not null,
    device_id text not null,
    sale_id text not null,
    tender_no integer not null,
    attempt integer not null,
    amount_minor bigint not null,
    currency text not null,
    processor text not null,
    processor_payment_id text,
    create_sent integer not null,
    state text not null,
    captured_minor bigint not null,
    refunded_minor bigint not null,
    decline_reason text,
    decline_code text,
    card text,
    reader_id text,
    reader_label text,
    reader_status text,
    on_reader integer not null,
    process_no integer not null,
    cancel_no integer not null,
    cancel_requested integer not null,
    requested_at_ms bigint not null,
    updated_at_ms bigint not null,
    version bigint not null,
    primary key (store_id, key)
  )`,
  `create unique index payments_by_attempt on payments (store_id, sale_id, tender_no, attempt)`,
  // I4: one live payment per tender, whatever races.
  `create unique index payments_one_live on payments (store_id, sale_id, tender_no)
    where state not in ('declined', 'voided')`,
  // A reader shows one payment at a time; a second one would silently push the first aside.
  `create unique index payments_one_per_reader on payments (store_id, reader_id) where on_reader = 1`,
  `create index payments_by_processor_id on payments (processor_payment_id)`,
  `create index payments_by_sale on payments (store_id, sale_id)`,

  `create table refunds (
    store_id text not null,
    key text not null,
    payment_key text not null,
    device_id text not null,
    amount_minor bigint not null,
    currency text not null,
    reason text not null,
    state text not null,
    processor_refund_id text,
    failure_code text,
    requested_at_ms bigint not null,
    updated_at_ms bigint not null,
    version bigint not null,
    primary key (store_id, key)
  )`,
  `create index refunds_by_payment on refunds (store_id, payment_key)`,
  `create index refunds_by_processor_id on refunds (processor_refund_id)`,

  `create table event_heads (store_id text primary key, seq bigint not null)`,
  `create table events (
    store_id text not null,
    seq bigint not null,
    at_ms bigint not null,
    kind text not null,
    sale_id text,
    payment_key text,
    device_id text,
    request_id text,
    body text not null,
    primary key (store_id, seq)
  )`,
  `create index events_by_sale on events (store_id, sale_id, seq)`,
  `create index events_by_payment on events (store_id, payment_key, seq)`,
  `create index events_by_kind on events (store_id, kind, seq)`,

  // The practice endpoint's secret opens nothing but this server's own practice webhooks; test and live secrets are never stored.
  `create table webhook_endpoints (
    processor text not null,
    endpoint_id text not null,
    url text not null,
    secret text not null,
    updated_at_ms bigint not null,
    primary key (processor)
  )`,
  `create table webhook_events (
    store_id text not null,
    processor text not null,
    event_id text not null,
    type text not null,
    created_at_ms bigint not null,
    received_at_ms bigint not null,
    event text not null,
    payload text not null,
    outcome text,
    processed_at_ms bigint,
    primary key (store_id, processor, event_id)
  )`,

  `create table jobs (
    store_id text not null,
    kind text not null,
    subject text not null,
    state text not null,
    run_at_ms bigint not null,
    attempts integer not null,
    locked_until_ms bigint,
    last_error text,
    created_at_ms bigint not null,
    version bigint not null,
    primary key (store_id, kind, subject)
  )`,
  `create index jobs_due on jobs (state, run_at_ms)`,
]

export const payments: Migration = {
  version: 2,
  name: 'payments',
  up: async (run) => {
    for (const statement of statements) await run(statement)
  },
}
