-- What Orleans' ADO.NET providers read and write. They look up the texts in OrleansQuery by their keys and go by parameter
-- and column names; tables and texts are ours.
CREATE TABLE OrleansQuery
(
  QueryKey  text PRIMARY KEY,
  QueryText text NOT NULL
);

-- Grain state. The key is the whole identity, no hash of it. The payload is what the JSON grain storage serializer wrote.
CREATE TABLE grain_states
(
  key_n0        bigint      NOT NULL,
  key_n1        bigint      NOT NULL,
  key_extension text        NOT NULL COLLATE "C",
  state_name    text        NOT NULL COLLATE "C",
  service_id    text        NOT NULL COLLATE "C",
  version       integer     NOT NULL,
  modified_at   timestamptz NOT NULL,
  payload       jsonb,
  PRIMARY KEY (key_n0, key_n1, key_extension, state_name, service_id)
);

-- A write that expects no version may only insert, one that expects a version may only update that one: in any race one of
-- them returns a row, the others none, which Orleans takes as a conflict.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('WriteToStorageKey', '
  WITH updated AS (
    UPDATE grain_states
    SET payload = convert_from(@PayloadBinary, ''UTF8'')::jsonb, version = version + 1, modified_at = now()
    WHERE key_n0 = @GrainIdN0 AND key_n1 = @GrainIdN1 AND key_extension = coalesce(@GrainIdExtensionString, '''')
      AND state_name = @GrainTypeString AND service_id = @ServiceId AND version = @GrainStateVersion::integer
    RETURNING version
  ), inserted AS (
    INSERT INTO grain_states (key_n0, key_n1, key_extension, state_name, service_id, version, modified_at, payload)
    SELECT @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''''), @GrainTypeString, @ServiceId, 1, now(),
      convert_from(@PayloadBinary, ''UTF8'')::jsonb
    WHERE @GrainStateVersion::integer IS NULL
    ON CONFLICT DO NOTHING
    RETURNING version
  )
  SELECT version AS NewGrainStateVersion FROM updated UNION ALL SELECT version FROM inserted
'),
('ReadFromStorageKey', '
  SELECT convert_to(payload::text, ''UTF8'') AS PayloadBinary, modified_at, version AS Version
  FROM grain_states
  WHERE key_n0 = @GrainIdN0 AND key_n1 = @GrainIdN1 AND key_extension = coalesce(@GrainIdExtensionString, '''')
    AND state_name = @GrainTypeString AND service_id = @ServiceId
'),
('ClearStorageKey', '
  UPDATE grain_states
  SET payload = NULL, version = version + 1, modified_at = now()
  WHERE key_n0 = @GrainIdN0 AND key_n1 = @GrainIdN1 AND key_extension = coalesce(@GrainIdExtensionString, '''')
    AND state_name = @GrainTypeString AND service_id = @ServiceId AND version = @GrainStateVersion::integer
  RETURNING version AS NewGrainStateVersion
'),
('DeleteStorageKey', '
  DELETE FROM grain_states
  WHERE key_n0 = @GrainIdN0 AND key_n1 = @GrainIdN1 AND key_extension = coalesce(@GrainIdExtensionString, '''')
    AND state_name = @GrainTypeString AND service_id = @ServiceId AND version = @GrainStateVersion::integer
  RETURNING version + 1 AS NewGrainStateVersion
');

-- Cluster membership: one version a cluster, which every change of a member raises by compare-and-set.
CREATE TABLE clusters
(
  cluster_id text    PRIMARY KEY COLLATE "C",
  version    integer NOT NULL
);

CREATE TABLE cluster_members
(
  cluster_id    text        NOT NULL COLLATE "C" REFERENCES clusters ON DELETE CASCADE,
  address       text        NOT NULL COLLATE "C",
  port          integer     NOT NULL,
  generation    integer     NOT NULL,
  silo_name     text        NOT NULL,
  host_name     text        NOT NULL,
  status        integer     NOT NULL,
  proxy_port    integer     NOT NULL,
  suspect_times text,
  start_time    timestamptz NOT NULL,
  alive_time    timestamptz NOT NULL,
  PRIMARY KEY (cluster_id, address, port, generation)
);

-- Status 3 is Active, 6 is Dead (Orleans.Runtime.SiloStatus).
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('InsertMembershipVersionKey', '
  WITH inserted AS (
    INSERT INTO clusters (cluster_id, version) VALUES (@DeploymentId, 0) ON CONFLICT DO NOTHING RETURNING 1
  )
  SELECT EXISTS (SELECT FROM inserted)
'),
('InsertMembershipKey', '
  WITH raised AS (
    UPDATE clusters
    SET version = version + 1
    WHERE cluster_id = @DeploymentId AND version = @Version
      AND NOT EXISTS (SELECT FROM cluster_members AS m
        WHERE m.cluster_id = @DeploymentId AND m.address = @Address AND m.port = @Port AND m.generation = @Generation)
    RETURNING cluster_id
  ), inserted AS (
    INSERT INTO cluster_members (cluster_id, address, port, generation, silo_name, host_name, status, proxy_port, start_time, alive_time)
    SELECT cluster_id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
    FROM raised
    RETURNING 1
  )
  SELECT EXISTS (SELECT FROM inserted)
'),
('UpdateMembershipKey', '
  WITH raised AS (
    UPDATE clusters
    SET version = version + 1
    WHERE cluster_id = @DeploymentId AND version = @Version
      AND EXISTS (SELECT FROM cluster_members AS m
        WHERE m.cluster_id = @DeploymentId AND m.address = @Address AND m.port = @Port AND m.generation = @Generation)
    RETURNING cluster_id
  ), updated AS (
    UPDATE cluster_members AS m
    SET status = @Status, suspect_times = @SuspectTimes, alive_time = @IAmAliveTime
    FROM raised
    WHERE m.cluster_id = raised.cluster_id AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
    RETURNING 1
  )
  SELECT EXISTS (SELECT FROM updated)
'),
('UpdateIAmAlivetimeKey', '
  UPDATE cluster_members
  SET alive_time = @IAmAliveTime
  WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
'),
('MembershipReadRowKey', '
  SELECT m.address AS Address, m.port AS Port, m.generation AS Generation, m.silo_name AS SiloName, m.host_name AS HostName,
    m.status AS Status, m.proxy_port AS ProxyPort, m.suspect_times AS SuspectTimes, m.start_time AS StartTime,
    m.alive_time AS IAmAliveTime, c.version AS Version
  FROM clusters AS c
  LEFT JOIN cluster_members AS m
    ON m.cluster_id = c.cluster_id AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
  WHERE c.cluster_id = @DeploymentId
'),
('MembershipReadAllKey', '
  SELECT m.address AS Address, m.port AS Port, m.generation AS Generation, m.silo_name AS SiloName, m.host_name AS HostName,
    m.status AS Status, m.proxy_port AS ProxyPort, m.suspect_times AS SuspectTimes, m.start_time AS StartTime,
    m.alive_time AS IAmAliveTime, c.version AS Version
  FROM clusters AS c
  LEFT JOIN cluster_members AS m ON m.cluster_id = c.cluster_id
  WHERE c.cluster_id = @DeploymentId
'),
('GatewaysQueryKey', '
  SELECT address AS Address, proxy_port AS ProxyPort, generation AS Generation
  FROM cluster_members
  WHERE cluster_id = @DeploymentId AND status = @Status AND proxy_port > 0
'),
('DeleteMembershipTableEntriesKey', '
  DELETE FROM clusters WHERE cluster_id = @DeploymentId
'),
('CleanupDefunctSiloEntriesKey', '
  DELETE FROM cluster_members
  WHERE cluster_id = @DeploymentId AND status = 6 AND alive_time < @IAmAliveTime
');
