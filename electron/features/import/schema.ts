/** Tables of importing: files, mappings by header, and the inbox of what could not come in. */
export const importSchema: readonly string[] = [
  `CREATE TABLE import_files (
    file_id TEXT PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, source TEXT NOT NULL, state TEXT NOT NULL, kind TEXT,
    rows INTEGER NOT NULL, ok_rows INTEGER NOT NULL, bad_rows INTEGER NOT NULL, created INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0, cancelled INTEGER NOT NULL DEFAULT 0, unchanged INTEGER NOT NULL DEFAULT 0,
    stale INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0, code TEXT, fingerprint TEXT, subject TEXT, sample_sealed TEXT,
    again INTEGER NOT NULL DEFAULT 0, at TEXT NOT NULL, n INTEGER NOT NULL) WITHOUT ROWID`,
  // Who brought a file that waits for a second person, and who that was.
  'CREATE TABLE import_held (file_id TEXT PRIMARY KEY, person_id TEXT, approval TEXT) WITHOUT ROWID',
  `CREATE INDEX import_files_sha256 ON import_files(sha256, n)`,
  `CREATE INDEX import_files_state ON import_files(state, n)`,
  `CREATE INDEX import_files_n ON import_files(n)`,
  `CREATE TABLE import_mappings (
    fingerprint TEXT PRIMARY KEY, name TEXT NOT NULL, mapping TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID`,
  `CREATE TABLE import_exceptions (
    id TEXT PRIMARY KEY, file_id TEXT NOT NULL, file TEXT NOT NULL, kind TEXT, row INTEGER, field TEXT, code TEXT NOT NULL, severity TEXT NOT NULL,
    value_text TEXT, subject TEXT, at TEXT NOT NULL, resolved_at TEXT, resolved_by TEXT) WITHOUT ROWID`,
  `CREATE INDEX import_exceptions_open ON import_exceptions(resolved_at, at)`,
  `CREATE INDEX import_exceptions_file ON import_exceptions(file_id, resolved_at)`,
  `CREATE INDEX import_exceptions_subject ON import_exceptions(subject) WHERE resolved_at IS NULL`,
  `CREATE INDEX import_exceptions_sku ON import_exceptions(value_text) WHERE resolved_at IS NULL AND code = 'sku-not-in-catalogue'`,
];
