/** Tables of counts: what is to be counted, who counted what, what readers saw, and the differences with what was made of them. */
export const countsSchema: readonly string[] = [
  `CREATE TABLE counts (
    count_id TEXT PRIMARY KEY, title TEXT NOT NULL, method TEXT NOT NULL, scope TEXT NOT NULL, blind INTEGER NOT NULL,
    tolerance_minor INTEGER NOT NULL, approval_minor INTEGER NOT NULL, state TEXT NOT NULL, round INTEGER NOT NULL, bins INTEGER NOT NULL,
    started_n INTEGER NOT NULL, started_at TEXT NOT NULL, started_by TEXT, submitted_at TEXT, submitted_by TEXT, ended_at TEXT,
    ended_by TEXT, ended_n INTEGER, expected INTEGER, found INTEGER, approved_by TEXT, approved_minor INTEGER, adjusted INTEGER, value_minor INTEGER,
    next_line INTEGER NOT NULL DEFAULT 1, unlisted INTEGER NOT NULL DEFAULT 0, round_n INTEGER NOT NULL, round_at TEXT NOT NULL
  ) WITHOUT ROWID`,
  `CREATE INDEX counts_open ON counts(started_at) WHERE state IN ('counting', 'submitted')`,
  `CREATE TABLE count_bins (
    count_id TEXT NOT NULL, location TEXT NOT NULL, seq INTEGER NOT NULL, round INTEGER NOT NULL, done INTEGER NOT NULL, expected INTEGER,
    counted INTEGER, person_id TEXT, at TEXT, first_n INTEGER, done_n INTEGER, restarted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY(count_id, location)) WITHOUT ROWID`,
  'CREATE INDEX count_bins_location ON count_bins(location)',
  'CREATE TABLE count_people (count_id TEXT NOT NULL, round INTEGER NOT NULL, person_id TEXT NOT NULL, PRIMARY KEY(count_id, round, person_id)) WITHOUT ROWID',
  // Who is to count which zone, and who took one over with which word.
  'CREATE TABLE count_zones (count_id TEXT NOT NULL, site TEXT NOT NULL, zone TEXT NOT NULL, person_id TEXT NOT NULL, PRIMARY KEY(count_id, site, zone, person_id)) WITHOUT ROWID',
  `CREATE TABLE count_taken (
    count_id TEXT NOT NULL, n INTEGER NOT NULL, site TEXT NOT NULL, zone TEXT NOT NULL, at TEXT NOT NULL, person_id TEXT, word TEXT NOT NULL,
    PRIMARY KEY(count_id, n)) WITHOUT ROWID`,
  `CREATE TABLE count_entries (
    count_id TEXT NOT NULL, location TEXT NOT NULL, goods TEXT NOT NULL, quantity INTEGER NOT NULL, first_n INTEGER NOT NULL,
    last_n INTEGER NOT NULL, PRIMARY KEY(count_id, location, goods)) WITHOUT ROWID`,
  // Scan by scan, of every round: who, when and with which scanner. What was begun anew is not in it, what was taken back is.
  `CREATE TABLE count_scans (
    count_id TEXT NOT NULL, location TEXT NOT NULL, round INTEGER NOT NULL, n INTEGER NOT NULL, at TEXT NOT NULL, sku TEXT NOT NULL,
    goods TEXT NOT NULL, quantity INTEGER NOT NULL, person_id TEXT, station TEXT NOT NULL, device TEXT, undone_at TEXT, undone_by TEXT)`,
  'CREATE INDEX count_scans_bin ON count_scans(count_id, location, sku)',
  // Pieces counted by weight, weighing by weighing: the evidence of their entries.
  `CREATE TABLE count_weighings (
    count_id TEXT NOT NULL, location TEXT NOT NULL, sku TEXT NOT NULL, n INTEGER NOT NULL, goods TEXT NOT NULL, pieces INTEGER NOT NULL,
    at TEXT NOT NULL, person_id TEXT, data TEXT NOT NULL, PRIMARY KEY(count_id, location, sku, n)) WITHOUT ROWID`,
  // What pieces of a known number weighed.
  `CREATE TABLE count_unit_samples (
    sku TEXT NOT NULL, n INTEGER NOT NULL, pieces INTEGER NOT NULL, net_mg INTEGER NOT NULL, scale_error_mg INTEGER NOT NULL,
    counted INTEGER NOT NULL, PRIMARY KEY(sku, n)) WITHOUT ROWID`,
  `CREATE TABLE count_passes (
    count_id TEXT NOT NULL, pass INTEGER NOT NULL, round INTEGER NOT NULL, readers TEXT NOT NULL, started_at TEXT NOT NULL, ended_at TEXT,
    person_id TEXT, lost TEXT, started_n INTEGER NOT NULL, ended_n INTEGER, tags INTEGER NOT NULL, file TEXT,
    PRIMARY KEY(count_id, pass)) WITHOUT ROWID`,
  `CREATE TABLE count_tags (
    count_id TEXT NOT NULL, epc TEXT NOT NULL, tid TEXT NOT NULL, reader_id TEXT NOT NULL, antenna INTEGER NOT NULL, pass INTEGER NOT NULL,
    reads INTEGER NOT NULL, rssi INTEGER, first_at INTEGER, last_at INTEGER,
    PRIMARY KEY(count_id, epc, tid, reader_id, antenna, pass)) WITHOUT ROWID`,
  // A tag in one round, all antennas together: kept as tags come in, so that nothing has to go through all reads again.
  `CREATE TABLE count_heard (
    count_id TEXT NOT NULL, round INTEGER NOT NULL, epc TEXT NOT NULL, tid TEXT NOT NULL, identity TEXT NOT NULL, reads INTEGER NOT NULL,
    silent INTEGER NOT NULL, rssi INTEGER, passes INTEGER NOT NULL, first_from INTEGER NOT NULL, last_from INTEGER NOT NULL,
    last_to INTEGER NOT NULL, PRIMARY KEY(count_id, round, epc, tid)) WITHOUT ROWID`,
  // One thing may be told by several EPCs: with another filter value, or as a file writes it.
  'CREATE INDEX count_heard_identity ON count_heard(count_id, round, identity)',
  `CREATE INDEX count_heard_chip ON count_heard(tid) WHERE tid <> ''`,
  // Tags of a round that are loud enough to be here: of its first pass, of the later ones, of both.
  `CREATE TABLE count_rounds (
    count_id TEXT NOT NULL, round INTEGER NOT NULL, pass INTEGER NOT NULL, first INTEGER NOT NULL, other INTEGER NOT NULL,
    both INTEGER NOT NULL, PRIMARY KEY(count_id, round)) WITHOUT ROWID`,
  `CREATE TABLE count_lines (
    count_id TEXT NOT NULL, line INTEGER NOT NULL, round INTEGER NOT NULL, class TEXT NOT NULL, sku TEXT, identity TEXT NOT NULL,
    location TEXT, book INTEGER NOT NULL, counted INTEGER NOT NULL, value_minor INTEGER NOT NULL, data TEXT NOT NULL, decision TEXT,
    reason TEXT, note TEXT, shelf TEXT, decided_by TEXT, decided_at TEXT, stale INTEGER NOT NULL, valued INTEGER NOT NULL,
    shelves INTEGER NOT NULL, paired INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(count_id, line)) WITHOUT ROWID`,
  // What was counted, right or wrong, round by round; `location` is empty where a reader heard all bins at once.
  `CREATE TABLE count_results (
    count_id TEXT NOT NULL, location TEXT NOT NULL, round INTEGER NOT NULL, sku TEXT NOT NULL, person_id TEXT, book INTEGER NOT NULL,
    counted INTEGER NOT NULL, off INTEGER NOT NULL, value_minor INTEGER, PRIMARY KEY(count_id, location, round, sku)) WITHOUT ROWID`,
  `CREATE TABLE count_booked (
    count_id TEXT NOT NULL, sku TEXT NOT NULL, reason TEXT NOT NULL, lost INTEGER NOT NULL, gained INTEGER NOT NULL, value_minor INTEGER,
    PRIMARY KEY(count_id, sku, reason)) WITHOUT ROWID`,
  `CREATE INDEX counts_posted ON counts(ended_at) WHERE state = 'posted'`,
  'CREATE TABLE count_deciders (count_id TEXT NOT NULL, person_id TEXT NOT NULL, PRIMARY KEY(count_id, person_id)) WITHOUT ROWID',
  'CREATE INDEX count_lines_identity ON count_lines(count_id, identity)',
  'CREATE INDEX count_lines_sku ON count_lines(sku)',
];
