-- Sites, their API keys and QR codes: few rows, read by every silo into memory.
CREATE TABLE sites
(
  site_id           text        PRIMARY KEY COLLATE "C",
  name              text        NOT NULL,
  active            boolean     NOT NULL,
  allowed_domains   text[]      NOT NULL,
  conversion_events text[]      NOT NULL,
  lookback_days     integer     NOT NULL,
  consent_default   text,
  strict_privacy    boolean     NOT NULL,
  time_zone         text        NOT NULL,
  created_at        timestamptz NOT NULL,
  revision          bigint      NOT NULL
);

CREATE INDEX sites_revision ON sites (revision);

CREATE TABLE api_keys
(
  key_id       uuid        PRIMARY KEY,
  site_id      text        NOT NULL COLLATE "C" REFERENCES sites,
  name         text        NOT NULL,
  hash         bytea       NOT NULL UNIQUE,
  created_at   timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at   timestamptz,
  revision     bigint      NOT NULL
);

CREATE INDEX api_keys_site ON api_keys (site_id);
CREATE INDEX api_keys_revision ON api_keys (revision);

CREATE TABLE qr_codes
(
  qrid            text        PRIMARY KEY COLLATE "C",
  code            text        NOT NULL UNIQUE COLLATE "C",
  site_id         text        NOT NULL COLLATE "C",
  name            text        NOT NULL,
  destination_url text        NOT NULL,
  tags            text[]      NOT NULL,
  active          boolean     NOT NULL,
  created_at      timestamptz NOT NULL
);

CREATE INDEX qr_codes_site ON qr_codes (site_id);

-- The newest revision of sites and keys, one row. A counter in a row and not a sequence: its lock lets changes commit in
-- the order of their revisions, so that a reader who has seen one has seen all before it.
CREATE TABLE site_revision
(
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  revision bigint  NOT NULL
);

INSERT INTO site_revision (revision) VALUES (0);
