/**
 * The counter: catalogue and its search index, sales and their tenders and card attempts (rebuilt from the journal), the cart on the
 * counter (committed before each answer), and the chosen card reader. Imports nothing of the app: a migration never changes.
 */
export const counterMigration = {
  version: 2,
  sql: `
CREATE TABLE tax_rates (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  rate_ppm INTEGER NOT NULL,
  inclusive INTEGER NOT NULL
) STRICT;

CREATE TABLE categories (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  hue INTEGER NOT NULL,
  position INTEGER NOT NULL
) STRICT;

CREATE TABLE products (
  row_no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  sku TEXT NOT NULL,
  ean TEXT,
  gtin14 TEXT,
  name TEXT NOT NULL,
  variant TEXT,
  name_key TEXT NOT NULL,
  parent_id TEXT,
  category_id TEXT NOT NULL,
  category_position INTEGER NOT NULL,
  price_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  tax_rate_id TEXT NOT NULL,
  tile_svg TEXT,
  position INTEGER NOT NULL,
  active INTEGER NOT NULL
) STRICT;
CREATE INDEX products_in_order ON products (category_position, category_id, position, row_no) WHERE active = 1;
CREATE INDEX products_of_category ON products (category_id, position, row_no) WHERE active = 1;
CREATE INDEX products_by_gtin ON products (gtin14) WHERE active = 1;
CREATE INDEX products_by_sku ON products (sku COLLATE NOCASE) WHERE active = 1;
CREATE INDEX products_by_name ON products (name_key, row_no) WHERE active = 1;
CREATE VIRTUAL TABLE products_fts USING fts5(
  words, content = '', contentless_delete = 1, detail = none,
  tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3 4'
);

CREATE TABLE sales (
  sale_id TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('parked', 'open', 'discarded', 'paying', 'completed')),
  cart TEXT NOT NULL,
  totals TEXT,
  note TEXT,
  item_count INTEGER NOT NULL,
  total_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  staff_id TEXT,
  shift_id TEXT,
  at_ms INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  receipt_no TEXT UNIQUE,
  receipt_count INTEGER
) STRICT;
CREATE INDEX sales_by_state ON sales (state, seq);
CREATE INDEX sales_by_total ON sales (total_minor, seq) WHERE state = 'completed';
CREATE INDEX sales_by_receipt_count ON sales (receipt_count) WHERE receipt_count IS NOT NULL;

CREATE TABLE tenders (
  sale_id TEXT NOT NULL,
  tender_no INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('cash', 'card')),
  state TEXT NOT NULL CHECK (state IN ('standing', 'returned')),
  tender TEXT NOT NULL,
  PRIMARY KEY (sale_id, tender_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE attempts (
  sale_id TEXT NOT NULL,
  tender_no INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  idempotency_key TEXT NOT NULL UNIQUE,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  reader_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('created', 'sent', 'unknown', 'approved', 'declined', 'voided')),
  processor_payment_id TEXT,
  decline_reason TEXT,
  staff_id TEXT,
  shift_id TEXT,
  intended_at_ms INTEGER NOT NULL,
  changed_at_ms INTEGER NOT NULL,
  PRIMARY KEY (sale_id, tender_no, attempt)
) STRICT, WITHOUT ROWID;
CREATE INDEX attempts_open ON attempts (state) WHERE state IN ('created', 'sent', 'unknown');

CREATE TABLE staff_names (
  staff_id TEXT PRIMARY KEY,
  name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE counter (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  revision INTEGER NOT NULL,
  phase TEXT NOT NULL CHECK (phase IN ('cart', 'paying', 'receipt')),
  cart TEXT NOT NULL,
  last_line_id TEXT
) STRICT;

CREATE TABLE chosen_reader (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  reader_id TEXT NOT NULL,
  label TEXT NOT NULL
) STRICT;
`,
} as const
