-- Tables and queries that Orleans' ADO.NET grain storage works with: it reads the query texts by their keys at start, binds
-- its fixed parameter names and reads its fixed column names. No row back from a change means a stale etag.
CREATE TABLE OrleansStorage (
  ServiceId TEXT NOT NULL,
  GrainTypeString TEXT NOT NULL, -- the state's name
  GrainIdN0 INTEGER NOT NULL,
  GrainIdN1 INTEGER NOT NULL,
  GrainIdExtensionString TEXT NOT NULL,
  Version INTEGER NOT NULL,
  ModifiedOn TEXT NOT NULL,
  Payload TEXT, -- JSON
  PRIMARY KEY (GrainIdN0, GrainIdN1, GrainIdExtensionString, GrainTypeString, ServiceId)
) STRICT;

CREATE TABLE OrleansQuery (
  QueryKey TEXT PRIMARY KEY,
  QueryText TEXT NOT NULL
) STRICT;

INSERT INTO OrleansQuery VALUES ('ReadFromStorageKey', '
SELECT CAST(Payload AS BLOB) AS PayloadBinary, Version
FROM OrleansStorage
WHERE GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1 AND GrainIdExtensionString = coalesce(@GrainIdExtensionString, '''')
  AND GrainTypeString = @GrainTypeString AND ServiceId = @ServiceId');

-- A state that was never read may only be new, one that was read must still stand: then one upsert does either.
INSERT INTO OrleansQuery VALUES ('WriteToStorageKey', '
INSERT INTO OrleansStorage (
  ServiceId, GrainTypeString, GrainIdN0, GrainIdN1, GrainIdExtensionString, Version, ModifiedOn, Payload)
SELECT
  @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''''), 1,
  strftime(''%Y-%m-%dT%H:%M:%fZ''), CAST(@PayloadBinary AS TEXT)
WHERE @GrainStateVersion IS NULL OR EXISTS (
  SELECT 1 FROM OrleansStorage
  WHERE GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1 AND GrainIdExtensionString = coalesce(@GrainIdExtensionString, '''')
    AND GrainTypeString = @GrainTypeString AND ServiceId = @ServiceId)
ON CONFLICT DO UPDATE SET Version = Version + 1, ModifiedOn = excluded.ModifiedOn, Payload = excluded.Payload
  WHERE Version = @GrainStateVersion
RETURNING Version AS NewGrainStateVersion');

INSERT INTO OrleansQuery VALUES ('ClearStorageKey', '
UPDATE OrleansStorage SET Version = Version + 1, ModifiedOn = strftime(''%Y-%m-%dT%H:%M:%fZ''), Payload = NULL
WHERE GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1 AND GrainIdExtensionString = coalesce(@GrainIdExtensionString, '''')
  AND GrainTypeString = @GrainTypeString AND ServiceId = @ServiceId AND Version = @GrainStateVersion
RETURNING Version AS NewGrainStateVersion');

INSERT INTO OrleansQuery VALUES ('DeleteStorageKey', '
DELETE FROM OrleansStorage
WHERE GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1 AND GrainIdExtensionString = coalesce(@GrainIdExtensionString, '''')
  AND GrainTypeString = @GrainTypeString AND ServiceId = @ServiceId AND Version = @GrainStateVersion
RETURNING Version + 1 AS NewGrainStateVersion');
