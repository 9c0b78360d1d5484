-- One row an event, repeats included. Times are UTC text that sorts (2026-11-01T12:00:00.000Z), amounts are text with all
-- their decimals: sum them in code, SQLite would sum floats. Read the views rather than this table.
CREATE TABLE events (
  log_position INTEGER PRIMARY KEY, -- the order of storing
  stream_start INTEGER NOT NULL, -- log position of the first row of the row's stream
  event_id TEXT NOT NULL,
  site_id TEXT NOT NULL,
  source TEXT NOT NULL, -- scan, browser, server
  event_name TEXT NOT NULL,
  scan_session_id TEXT,
  qrid TEXT, -- of a scan; the views give every event that of its session's scan
  web_session_id TEXT,
  visitor_id TEXT,
  event_time TEXT NOT NULL,
  received_at TEXT NOT NULL,
  page_url TEXT,
  page_title TEXT,
  referrer TEXT,
  country TEXT,
  region TEXT,
  city TEXT,
  device_type TEXT,
  browser TEXT,
  os TEXT,
  language TEXT,
  screen_width INTEGER,
  screen_height INTEGER,
  is_bot INTEGER NOT NULL,
  conversion_amount TEXT,
  conversion_currency TEXT,
  email_hash TEXT,
  phone_hash TEXT,
  external_id TEXT,
  metadata TEXT, -- JSON
  consent TEXT, -- granted, denied, pending
  is_duplicate INTEGER NOT NULL,
  -- What the log needs: the stream (1 scan session, 2 visitor, 3 lone) and the row's version in it, and the id of the receipt.
  stream_kind INTEGER NOT NULL,
  stream_id BLOB NOT NULL,
  version INTEGER NOT NULL,
  record_id BLOB NOT NULL
) STRICT;

-- The fence of a stream. Its rows stand near each other, for streams that are written to are new ones as a rule.
CREATE UNIQUE INDEX events_fence ON events (stream_start, version);

-- Where an id stands: of kind 0 the log position of the original with this event id, else where the stream of this kind starts.
-- Rows beyond ids_merged may be missing: ids are random, so that each would cost a page of its own at once. They are put here
-- later, many together and in order; until then the server holds them in memory.
CREATE TABLE ids (
  id BLOB NOT NULL,
  kind INTEGER NOT NULL,
  site_id TEXT NOT NULL,
  log_position INTEGER NOT NULL,
  PRIMARY KEY (id, kind, site_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE ids_merged (log_position INTEGER NOT NULL) STRICT;
INSERT INTO ids_merged VALUES (0);

-- Whoever erases rows by hand frees their ids with them.
CREATE TRIGGER events_erased AFTER DELETE ON events
BEGIN
  DELETE FROM ids WHERE id = unhex(old.event_id, '-') AND kind = 0 AND site_id = old.site_id AND log_position = old.log_position;
  DELETE FROM ids WHERE id = old.stream_id AND kind = old.stream_kind AND site_id = old.site_id
    AND NOT EXISTS (SELECT 1 FROM events WHERE stream_start = old.stream_start);
END;

-- A site's rows in the order of storing: each entry ends with the row's log_position.
CREATE INDEX events_site ON events (site_id);

CREATE INDEX events_repeat ON events (event_id, site_id) WHERE is_duplicate = 1;
CREATE INDEX events_scan ON events (stream_start) WHERE source = 'scan';

-- A short stream is scanned and sorted when read; only what lies beyond its first thousand rows pays for further indexes.
CREATE INDEX events_long_journey ON events (stream_start, event_time, received_at, version) WHERE version > 1000;
CREATE INDEX events_long_record ON events (record_id) WHERE version > 1000;

CREATE TABLE visitor_streams (
  site_id TEXT NOT NULL,
  visitor_id TEXT NOT NULL,
  stream_start INTEGER NOT NULL,
  PRIMARY KEY (visitor_id, site_id, stream_start)
) STRICT, WITHOUT ROWID;

-- Without statistics a plan may take any index of a site for a better one than a session's own. These describe a grown table
-- (rows of the index, then rows per distinct prefix), so that plans hold from the first row on and do not change.
ANALYZE events;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('events', 'events_fence', '10000000 5 1'),
  ('events', 'events_repeat', '100000 2 2'),
  ('events', 'events_site', '10000000 100000'),
  ('events', 'events_scan', '1000000 1'),
  ('events', 'events_long_journey', '1000000 10000 2 1 1'),
  ('events', 'events_long_record', '1000000 1'),
  ('visitor_streams', 'visitor_streams', '2000000 2 2 1'),
  ('ids', 'ids', '10000000 1 1 1');
