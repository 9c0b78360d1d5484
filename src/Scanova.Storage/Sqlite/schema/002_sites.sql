-- Counts every change of a site or a key, so that a reader can ask for what is new.
CREATE TABLE site_revision (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  revision INTEGER NOT NULL
) STRICT;
INSERT INTO site_revision VALUES (1, 0);

CREATE TABLE sites (
  site_id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  active INTEGER NOT NULL,
  allowed_domains TEXT NOT NULL, -- JSON array
  conversion_events TEXT NOT NULL, -- JSON array
  lookback_days INTEGER NOT NULL,
  consent_default TEXT,
  strict_privacy INTEGER NOT NULL,
  time_zone TEXT NOT NULL,
  created_at TEXT NOT NULL,
  revision INTEGER NOT NULL
) STRICT;
CREATE INDEX sites_revision ON sites (revision);

CREATE TABLE api_keys (
  key_id TEXT PRIMARY KEY,
  site_id TEXT NOT NULL,
  name TEXT NOT NULL,
  hash BLOB NOT NULL UNIQUE, -- SHA-256 of the key
  created_at TEXT NOT NULL,
  last_used_at TEXT,
  revoked_at TEXT,
  revision INTEGER NOT NULL
) STRICT;
CREATE INDEX api_keys_site ON api_keys (site_id);
CREATE INDEX api_keys_revision ON api_keys (revision);

CREATE TABLE qr_codes (
  qrid TEXT PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  site_id TEXT NOT NULL,
  name TEXT NOT NULL,
  destination_url TEXT NOT NULL,
  tags TEXT NOT NULL, -- JSON array
  active INTEGER NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX qr_codes_site ON qr_codes (site_id);
