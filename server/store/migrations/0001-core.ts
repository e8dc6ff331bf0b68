import type { Migration } from './migration.ts'

const statements = [
  `create table meta (key text primary key, value text not null)`,

  `create table stores (
    store_id text primary key,
    name text not null,
    currency text not null,
    value text not null,
    change_seq bigint not null,
    created_at_ms bigint not null
  )`,
  `create table registers (
    store_id text not null,
    register_id text not null,
    name text not null,
    created_at_ms bigint not null,
    primary key (store_id, register_id)
  )`,
  `create table changes (
    store_id text not null,
    kind text not null,
    id text not null,
    seq bigint not null,
    value text,
    changed_at_ms bigint not null,
    primary key (store_id, kind, id)
  )`,
  `create unique index changes_by_seq on changes (store_id, seq)`,

  `create table devices (
    store_id text not null,
    device_id text not null,
    register_id text not null,
    name text not null,
    public_key text not null,
    paired_at_ms bigint not null,
    revoked_at_ms bigint,
    revoked_reason text,
    primary key (store_id, device_id)
  )`,
  `create index devices_by_id on devices (device_id)`,
  `create unique index devices_one_active on devices (store_id, register_id) where revoked_at_ms is null`,
  `create table pairing_codes (
    store_id text not null,
    code_id text not null,
    locator text not null,
    salt text not null,
    hash text not null,
    register_id text not null,
    created_at_ms bigint not null,
    expires_at_ms bigint not null,
    wrong_tries integer not null,
    closed_at_ms bigint,
    closed_reason text,
    primary key (store_id, code_id)
  )`,
  `create index pairing_codes_open on pairing_codes (locator) where closed_at_ms is null`,
  `create table pairing_tries (
    ip text not null,
    window_start_ms bigint not null,
    wrong_tries integer not null,
    primary key (ip, window_start_ms)
  )`,
  `create table device_nonces (
    store_id text not null,
    device_id text not null,
    nonce text not null,
    at_ms bigint not null,
    primary key (store_id, device_id, nonce)
  )`,
  `create index device_nonces_by_age on device_nonces (at_ms)`,

  `create table operations (
    store_id text not null,
    register_id text not null,
    seq bigint not null,
    operation_id text not null,
    kind text not null,
    at_ms bigint not null,
    shift_id text,
    staff_id text,
    sale_id text,
    hash text not null,
    prev_hash text not null,
    text text not null,
    device_id text not null,
    received_at_ms bigint not null,
    primary key (store_id, register_id, seq)
  )`,
  `create unique index operations_by_id on operations (store_id, operation_id)`,
  `create index operations_by_sale on operations (store_id, sale_id)`,
  `create index operations_by_time on operations (store_id, at_ms)`,
  `create table sync_heads (
    store_id text not null,
    register_id text not null,
    seq bigint not null,
    hash text not null,
    updated_at_ms bigint not null,
    primary key (store_id, register_id)
  )`,
  `create table sync_exceptions (
    store_id text not null,
    exception_id text not null,
    register_id text not null,
    device_id text not null,
    seq bigint not null,
    took_slot integer not null,
    reason text not null,
    message text not null,
    digest text not null,
    text text not null,
    received_at_ms bigint not null,
    primary key (store_id, exception_id)
  )`,
  `create unique index sync_exceptions_once on sync_exceptions (store_id, register_id, seq, digest)`,

  `create table sales (
    store_id text not null,
    sale_id text not null,
    register_id text not null,
    operation_seq bigint not null,
    receipt_no text not null,
    at_ms bigint not null,
    staff_id text,
    shift_id text,
    currency text not null,
    item_count bigint not null,
    total_minor bigint not null,
    tax_minor bigint not null,
    discount_minor bigint not null,
    rounding_minor bigint not null,
    change_minor bigint not null,
    primary key (store_id, sale_id)
  )`,
  `create index sales_by_time on sales (store_id, at_ms, sale_id)`,
  `create index sales_by_receipt on sales (store_id, receipt_no)`,
  `create table sale_lines (
    store_id text not null,
    sale_id text not null,
    line_no integer not null,
    line_id text not null,
    product_id text,
    sku text,
    name text not null,
    variant text,
    quantity integer not null,
    unit_price_minor bigint not null,
    discount_minor bigint not null,
    tax_minor bigint not null,
    total_minor bigint not null,
    tax_rate_id text not null,
    tax_rate_name text not null,
    tax_rate_ppm integer not null,
    tax_inclusive integer not null,
    primary key (store_id, sale_id, line_no)
  )`,
  `create table sale_tenders (
    store_id text not null,
    sale_id text not null,
    tender_no integer not null,
    kind text not null,
    amount_minor bigint not null,
    rounding_minor bigint not null,
    given_minor bigint not null,
    change_minor bigint not null,
    idempotency_key text,
    processor_payment_id text,
    brand text,
    last4 text,
    primary key (store_id, sale_id, tender_no)
  )`,
  `create index sale_tenders_by_key on sale_tenders (store_id, idempotency_key)`,
]

export const core: Migration = {
  version: 1,
  name: 'core',
  up: async (run) => {
    for (const statement of statements) await run(statement)
  },
}
