-- One row an event, repeats included (contract section 13), and what the log needs of it: its stream, its version in the
-- stream, and the record id that tells our own retry from a client's repeat.
--
-- Laid out for 100 million rows:
-- * Rows are only ever added, in the order of receipt: the heap grows at its end and stays in the order reports read it.
--   Columns stand by falling alignment, which saves 20 bytes a row; absent values cost one bit.
-- * One table, no partitions: an event id must be unique for all time, and a unique index cannot span partitions by time.
-- * Two random keys a row are the price of the two promises of the log. They start with the UUID, so that any two rows
--   differ in the first 16 bytes, and site ids are compared as bytes ("C"), which is faster than by a language's rules and
--   safe from a change of the system's collations.
-- * Indexes that a lookup could mistake for its own were created before it, the one that starts with site_id above all: the
--   log's statements name a UUID that one index starts with, and the plan made on an empty table is the plan of the full one.
CREATE TABLE events
(
  -- The order of storing, for what reads a site's rows as they come. Given out before the commit, so a smaller one may become
  -- visible after a larger one; who reads by it counts on an append having its transaction id before its positions, and on a
  -- sequence without a cache.
  log_position        bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
  version             bigint      NOT NULL,
  event_time          timestamptz NOT NULL,
  received_at         timestamptz NOT NULL,
  screen_width        integer,
  screen_height       integer,
  stream_kind         smallint    NOT NULL,
  is_bot              smallint    NOT NULL,
  is_duplicate        smallint    NOT NULL,
  stream_id           uuid        NOT NULL,
  record_id           uuid        NOT NULL,
  event_id            uuid        NOT NULL,
  scan_session_id     uuid,
  web_session_id      uuid,
  visitor_id          uuid,
  site_id             text        NOT NULL COLLATE "C",
  source              text        NOT NULL,
  event_name          text        NOT NULL,
  qrid                text,
  page_url            text,
  page_title          text,
  referrer            text,
  country             text,
  region              text,
  city                text,
  device_type         text,
  browser             text,
  os                  text,
  language            text,
  conversion_amount   numeric,
  conversion_currency text,
  email_hash          text,
  phone_hash          text,
  external_id         text,
  metadata            json,   -- as it was sent: jsonb would write 1e-999 with its thousand digits, and refuse 1e-99999
  consent             text
);

-- A site's rows in the order of storing: it grows at the site's right edge, so it costs next to nothing to keep.
-- On an expression, so that no lookup of a single id can mistake it for its own: while the table is small, it looks as cheap.
CREATE INDEX events_feed ON events ((site_id || ''), log_position);

-- For people who ask about a time. Ranges of pages and not rows, for the heap is nearly in this order; several ranges a block,
-- for a few events always come late.
CREATE INDEX events_time ON events USING brin (event_time timestamptz_minmax_multi_ops);

-- The scan of a session, which has its QR code.
CREATE INDEX events_scan ON events (scan_session_id, site_id) WHERE source = 'scan';

-- The repeats of an event id.
CREATE INDEX events_repeat ON events (event_id, site_id) WHERE is_duplicate = 1;

-- The claim: an event id has one original in a site (contract section 6).
CREATE UNIQUE INDEX events_original ON events (event_id, site_id) WHERE is_duplicate = 0;

-- The fence: a stream has each version once. Also the way to load a stream and to find its head.
CREATE UNIQUE INDEX events_fence ON events (stream_id, stream_kind, site_id, version);

-- A short stream is scanned and sorted when read; only what lies beyond its first thousand rows pays for further indexes.
CREATE INDEX events_long_journey ON events (stream_id, stream_kind, site_id, event_time, received_at, version) WHERE version > 1000;
CREATE INDEX events_long_record ON events (record_id) WHERE version > 1000;

-- The streams with an original of a visitor, written with the rows that name it.
CREATE TABLE visitor_streams
(
  visitor_id  uuid     NOT NULL,
  stream_id   uuid     NOT NULL,
  stream_kind smallint NOT NULL,
  site_id     text     NOT NULL COLLATE "C",
  PRIMARY KEY (visitor_id, site_id, stream_kind, stream_id)
);

-- Fails the statement that calls it as a serialization failure: roll back and try again. Appending calls it when a row it
-- found free was taken in the meantime.
CREATE FUNCTION append_lost_race() RETURNS integer LANGUAGE plpgsql AS
$$
BEGIN
  RAISE serialization_failure USING MESSAGE = 'a row of this append was stored by another transaction meanwhile';
END
$$;
