-- For people who read with SQL (contract section 13). Duplicates are left out; qrid is that of the session's scan, also for
-- events stored before it. A join, so that the planner may look scans up for a few events and gather them for many.
CREATE VIEW analytics_events AS
SELECT
  e.event_id, e.site_id, e.source, e.event_name, e.scan_session_id, scan.qrid, e.web_session_id, e.visitor_id, e.event_time,
  e.received_at, e.page_url, e.page_title, e.referrer, e.country, e.region, e.city, e.device_type, e.browser, e.os,
  e.language, e.screen_width, e.screen_height, e.is_bot, e.conversion_amount, e.conversion_currency, e.email_hash,
  e.phone_hash, e.external_id, e.metadata, e.consent, e.is_duplicate
FROM events AS e
LEFT JOIN (
  SELECT s.scan_session_id, s.site_id, s.qrid
  FROM events AS s
  WHERE s.source = 'scan' AND s.is_duplicate = 0 AND NOT EXISTS (
    SELECT FROM events AS earlier
    WHERE earlier.scan_session_id = s.scan_session_id AND earlier.site_id = s.site_id
      AND earlier.source = 'scan' AND earlier.is_duplicate = 0
      AND (earlier.event_time, earlier.received_at, earlier.version) < (s.event_time, s.received_at, s.version))
) AS scan ON scan.scan_session_id = e.scan_session_id AND scan.site_id = e.site_id
WHERE e.is_duplicate = 0;

-- One row a scan session, also for one of which only repeats are known. A session is a bot's if its scan or its first
-- browser event is (contract section 8).
CREATE VIEW session_summary AS
SELECT
  s.stream_id AS scan_session_id, s.site_id, s.scans[1] AS qrid, CASE WHEN s.scanned_at IS NULL THEN 0 ELSE 1 END AS linked, s.scanned_at,
  s.first_seen, s.last_seen, s.event_count, s.duplicate_count,
  greatest(coalesce(s.scan_bots[1], 0), coalesce(s.browser_bots[1], 0)) AS is_bot
FROM (
  SELECT
    stream_id,
    site_id,
    array_agg(qrid ORDER BY event_time, received_at, version) FILTER (WHERE source = 'scan' AND is_duplicate = 0) AS scans,
    array_agg(is_bot ORDER BY event_time, received_at, version) FILTER (WHERE source = 'scan' AND is_duplicate = 0) AS scan_bots,
    array_agg(is_bot ORDER BY event_time, received_at, version) FILTER (WHERE source = 'browser' AND is_duplicate = 0) AS browser_bots,
    min(event_time) FILTER (WHERE source = 'scan' AND is_duplicate = 0) AS scanned_at,
    min(event_time) FILTER (WHERE is_duplicate = 0) AS first_seen,
    max(event_time) FILTER (WHERE is_duplicate = 0) AS last_seen,
    count(*) FILTER (WHERE source <> 'scan' AND is_duplicate = 0) AS event_count,
    count(*) FILTER (WHERE is_duplicate = 1) AS duplicate_count
  FROM events
  WHERE stream_kind = 1
  GROUP BY stream_id, site_id
) AS s;

-- Events that count as goals under the sites' present settings: those a site names, else every server event; never a scan
-- and never a refund (contract section 8).
CREATE VIEW conversions AS
SELECT e.*
FROM analytics_events AS e
JOIN sites AS s ON s.site_id = e.site_id
WHERE e.source <> 'scan'
  AND (e.conversion_amount IS NULL OR e.conversion_amount >= 0)
  AND CASE WHEN cardinality(s.conversion_events) = 0 THEN e.source = 'server' ELSE e.event_name = ANY (s.conversion_events) END;
