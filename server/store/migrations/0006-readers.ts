import type { Migration } from './migration.ts'

const statements = [
  `create table register_readers (
    store_id text not null,
    register_id text not null,
    reader_id text not null,
    driver text not null,
    flow text not null,
    chosen_at_ms bigint not null,
    primary key (store_id, register_id)
  )`,
  `create index register_readers_by_reader on register_readers (store_id, reader_id)`,
  // When a reader was last paid on.
  `create index payments_by_reader on payments (store_id, reader_id, updated_at_ms)`,

  // A payment that is asked for in two commands. collected_at_ms: since when it is known that a card was read and not yet charged.
  `create table reader_collects (
    store_id text not null,
    payment_key text not null,
    process_no integer not null,
    tip_eligible_minor bigint,
    collected_at_ms bigint,
    confirm_no integer not null,
    primary key (store_id, payment_key)
  )`,

  // Test payments of a reader: authorised at most, then given back. Never a sale, never a payment.
  `create table reader_tests (
    store_id text not null,
    test_id text not null,
    reader_id text not null,
    register_id text not null,
    device_id text not null,
    amount_minor bigint not null,
    currency text not null,
    payment_id text,
    state text not null,
    outcome text,
    reader_offline integer not null,
    card text,
    cancel_no integer not null,
    started_at_ms bigint not null,
    until_ms bigint not null,
    ended_at_ms bigint,
    primary key (store_id, test_id)
  )`,
  `create unique index reader_tests_one_per_reader on reader_tests (store_id, reader_id) where state <> 'ended'`,
]

export const readers: Migration = {
  version: 6,
  name: 'readers',
  up: async (run) => {
    for (const statement of statements) await run(statement)
  },
}
