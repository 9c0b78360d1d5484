-- Every event once, with the QR code of its session's scan, also those stored before the scan was.
CREATE VIEW analytics_events AS
SELECT
  e.event_id, e.site_id, e.source, e.event_name, e.scan_session_id,
  (
    SELECT scan.qrid FROM events scan
    WHERE scan.stream_start = e.stream_start AND scan.source = 'scan' AND scan.is_duplicate = 0
    ORDER BY scan.event_time, scan.received_at, scan.version LIMIT 1
  ) AS qrid,
  e.web_session_id, e.visitor_id, e.event_time, e.received_at, e.page_url, e.page_title, e.referrer, e.country, e.region, e.city,
  e.device_type, e.browser, e.os, e.language, e.screen_width, e.screen_height, e.is_bot, e.conversion_amount, e.conversion_currency,
  e.email_hash, e.phone_hash, e.external_id, e.metadata, e.consent, e.is_duplicate
FROM events e
WHERE e.is_duplicate = 0;

-- One row a scan session. Counts leave the scan itself out; a session of which only repeats are known counts nothing.
CREATE VIEW session_summary AS
WITH counted AS (
  SELECT
    e.site_id, e.stream_start,
    min(e.scan_session_id) AS scan_session_id,
    min(CASE WHEN e.is_duplicate = 0 THEN e.event_time END) AS first_seen,
    max(CASE WHEN e.is_duplicate = 0 THEN e.event_time END) AS last_seen,
    sum(e.is_duplicate = 0 AND e.source <> 'scan') AS event_count,
    sum(e.is_duplicate) AS duplicate_count
  FROM events e
  WHERE e.stream_kind = 1
  GROUP BY e.site_id, e.stream_start
), scanned AS (
  SELECT counted.*, (
    SELECT scan.log_position FROM events scan
    WHERE scan.stream_start = counted.stream_start AND scan.source = 'scan' AND scan.is_duplicate = 0
    ORDER BY scan.event_time, scan.received_at, scan.version LIMIT 1
  ) AS scan_position, (
    SELECT first.is_bot FROM events first
    WHERE first.stream_start = counted.stream_start AND first.source = 'browser' AND first.is_duplicate = 0
    ORDER BY first.event_time, first.received_at, first.version LIMIT 1
  ) AS first_is_bot
  FROM counted
)
SELECT
  s.site_id, s.scan_session_id, scan.qrid, scan.log_position IS NOT NULL AS linked, scan.event_time AS scanned_at,
  s.first_seen, s.last_seen, s.event_count, s.duplicate_count,
  max(coalesce(scan.is_bot, 0), coalesce(s.first_is_bot, 0)) AS is_bot
FROM scanned s
LEFT JOIN events scan ON scan.log_position = s.scan_position;

-- The events that count as goals under the settings their site has now: those it names, else every server event; no refunds.
CREATE VIEW conversions AS
SELECT e.*
FROM analytics_events e
JOIN sites s ON s.site_id = e.site_id
WHERE e.source <> 'scan'
  AND (e.conversion_amount IS NULL OR e.conversion_amount NOT LIKE '-%')
  AND CASE s.conversion_events WHEN '[]' THEN e.source = 'server'
      ELSE EXISTS (SELECT 1 FROM json_each(s.conversion_events) named WHERE named.value = e.event_name) END;
