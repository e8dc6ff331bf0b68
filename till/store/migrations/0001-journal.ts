/** The journal, its outbox, who this till is, its staff and shifts. Imports nothing: a migration never changes once it has shipped. */
export const journalMigration = {
  version: 1,
  sql: `
CREATE TABLE meta (
  key TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The journal. text: the operation as canonical JSON, hash included; the other columns repeat what is looked up.
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;

CREATE TRIGGER journal_is_a_chain BEFORE INSERT ON journal
WHEN NEW.seq <> coalesce((SELECT seq FROM journal ORDER BY seq DESC LIMIT 1), 0) + 1
  OR NEW.prev_hash <> coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1),
    '0000000000000000000000000000000000000000000000000000000000000000')
BEGIN SELECT RAISE(ABORT, 'the operation does not follow the head of the journal'); END;

CREATE TRIGGER journal_refuses_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER journal_refuses_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

-- Operations the server has not taken yet, and those it parked. What is accepted leaves this table.
CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY NOT NULL REFERENCES journal (seq),
  state TEXT NOT NULL CHECK (state IN ('pending', 'needs-person')),
  reason TEXT
) STRICT;
CREATE INDEX outbox_by_state ON outbox (state, seq);

-- One row: how far the server has our journal, and how far we have its changes.
CREATE TABLE sync_state (
  one INTEGER PRIMARY KEY NOT NULL CHECK (one = 1),
  acknowledged_seq INTEGER NOT NULL,
  changes_cursor TEXT NOT NULL
) STRICT;
INSERT INTO sync_state VALUES (1, 0, '');

-- One row once paired. The private key is in the vault, never here.
CREATE TABLE device (
  one INTEGER PRIMARY KEY NOT NULL CHECK (one = 1),
  device_id TEXT NOT NULL,
  public_key TEXT NOT NULL,
  server_url TEXT NOT NULL,
  store_json TEXT NOT NULL,
  register_json TEXT NOT NULL,
  practice_panel_url TEXT,
  paired_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE staff (
  staff_id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  pin_hash TEXT NOT NULL,
  practice_pin TEXT,
  active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Wrong PINs in a row. Written before a PIN is checked, so that pulling the plug never wins a try.
CREATE TABLE pin_failures (
  staff_id TEXT PRIMARY KEY NOT NULL,
  failures INTEGER NOT NULL,
  locked_from_ms INTEGER,
  locked_until_ms INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE shifts (
  shift_id TEXT PRIMARY KEY NOT NULL,
  opened_seq INTEGER NOT NULL UNIQUE,
  opened_at_ms INTEGER NOT NULL,
  opened_by TEXT,
  float_minor INTEGER NOT NULL,
  currency TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
} as const
