-- Why: in cluster mode Orleans keeps its membership, its reminders and the grains' rebuildable state in our database.
-- Its AdoNet providers know no table of their own. They read their statements from OrleansQuery by key, bind parameters
-- by name and read results by column name; those names are the contract, tables and statements are ours:
--   * one statement per operation, so each is atomic by itself and there are no stored functions to keep in step;
--   * state has a unique key, and a first write is INSERT ... ON CONFLICT DO NOTHING: of two activations that both believe to
--     be the first, exactly one wins, without a table lock;
--   * every write answers exactly one row: Orleans takes an unchanged or null version for "lost the race".
-- The one-process engine leaves these tables empty. A silo reads OrleansQuery once, when it starts: a later migration that changes a
-- statement must leave the tables usable by silos that still hold the old text.

CREATE TABLE OrleansQuery (
    QueryKey  text PRIMARY KEY,
    QueryText text NOT NULL
);

-- Membership: one version per cluster, raised by every change of a row. Orleans' protocol is optimistic on that version.

CREATE TABLE orleans_membership_version (
    cluster_id text        PRIMARY KEY,
    version    integer     NOT NULL DEFAULT 0,
    changed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE orleans_membership (
    cluster_id    text        NOT NULL REFERENCES orleans_membership_version (cluster_id),
    address       text        NOT NULL,
    port          integer     NOT NULL,
    generation    integer     NOT NULL,
    silo_name     text        NOT NULL,
    host_name     text        NOT NULL,
    status        integer     NOT NULL,          -- Orleans' SiloStatus; 3 is Active, 6 is Dead
    proxy_port    integer     NOT NULL,          -- gateway; 0 means the silo takes no clients
    suspect_times text,                          -- written and read by Orleans only
    started_at    timestamptz NOT NULL,
    alive_at      timestamptz NOT NULL,
    PRIMARY KEY (cluster_id, address, port, generation)
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('InsertMembershipVersionKey', $$
    WITH created AS (
        INSERT INTO orleans_membership_version (cluster_id) VALUES (@DeploymentId)
        ON CONFLICT (cluster_id) DO NOTHING
        RETURNING 1)
    SELECT EXISTS (SELECT FROM created)
$$),
('InsertMembershipKey', $$
    WITH raised AS (
        UPDATE orleans_membership_version SET version = version + 1, changed_at = now()
        WHERE cluster_id = @DeploymentId AND version = @Version
          AND NOT EXISTS (
            SELECT FROM orleans_membership
            WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING cluster_id),
    joined AS (
        INSERT INTO orleans_membership
            (cluster_id, address, port, generation, silo_name, host_name, status, proxy_port, started_at, alive_at)
        SELECT cluster_id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
        FROM raised
        RETURNING 1)
    SELECT EXISTS (SELECT FROM joined)
$$),
('UpdateMembershipKey', $$
    WITH silo AS (
        SELECT cluster_id FROM orleans_membership
        WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
        FOR UPDATE),
    raised AS (
        UPDATE orleans_membership_version SET version = version + 1, changed_at = now()
        WHERE cluster_id = (SELECT cluster_id FROM silo) AND version = @Version
        RETURNING cluster_id),
    changed AS (
        UPDATE orleans_membership m
        SET status = @Status, suspect_times = @SuspectTimes, alive_at = @IAmAliveTime
        FROM raised
        WHERE m.cluster_id = raised.cluster_id AND address = @Address AND port = @Port AND generation = @Generation
        RETURNING 1)
    SELECT EXISTS (SELECT FROM changed)
$$),
('UpdateIAmAlivetimeKey', $$
    UPDATE orleans_membership SET alive_at = @IAmAliveTime
    WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$$),
-- Both reads answer at least one row while the cluster exists, because the version is read from it.
('MembershipReadRowKey', $$
    SELECT v.cluster_id AS "DeploymentId", m.address AS "Address", m.port AS "Port", m.generation AS "Generation",
           m.silo_name AS "SiloName", m.host_name AS "HostName", m.status AS "Status", m.proxy_port AS "ProxyPort",
           m.suspect_times AS "SuspectTimes", m.started_at AS "StartTime", m.alive_at AS "IAmAliveTime", v.version AS "Version"
    FROM orleans_membership_version v
    LEFT JOIN orleans_membership m
           ON m.cluster_id = v.cluster_id AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
    WHERE v.cluster_id = @DeploymentId
$$),
('MembershipReadAllKey', $$
    SELECT v.cluster_id AS "DeploymentId", m.address AS "Address", m.port AS "Port", m.generation AS "Generation",
           m.silo_name AS "SiloName", m.host_name AS "HostName", m.status AS "Status", m.proxy_port AS "ProxyPort",
           m.suspect_times AS "SuspectTimes", m.started_at AS "StartTime", m.alive_at AS "IAmAliveTime", v.version AS "Version"
    FROM orleans_membership_version v
    LEFT JOIN orleans_membership m ON m.cluster_id = v.cluster_id
    WHERE v.cluster_id = @DeploymentId
$$),
('GatewaysQueryKey', $$
    SELECT address AS "Address", proxy_port AS "ProxyPort", generation AS "Generation"
    FROM orleans_membership
    WHERE cluster_id = @DeploymentId AND status = @Status AND proxy_port > 0
$$),
('CleanupDefunctSiloEntriesKey', $$
    DELETE FROM orleans_membership
    WHERE cluster_id = @DeploymentId AND alive_at < @IAmAliveTime AND status <> 3
$$),
('DeleteMembershipTableEntriesKey', $$
    WITH silos AS (DELETE FROM orleans_membership WHERE cluster_id = @DeploymentId)
    DELETE FROM orleans_membership_version WHERE cluster_id = @DeploymentId
$$);

-- Reminders: each silo reads the range of the hash ring it is responsible for, hence the index on the hash.

CREATE TABLE orleans_reminders (
    service_id    text        NOT NULL,
    grain_id      text        NOT NULL,
    reminder_name text        NOT NULL,
    start_at      timestamptz NOT NULL,
    period_ms     bigint      NOT NULL,
    grain_hash    integer     NOT NULL,
    version       integer     NOT NULL,
    PRIMARY KEY (service_id, grain_id, reminder_name)
);
CREATE INDEX orleans_reminders_by_hash ON orleans_reminders (service_id, grain_hash);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('UpsertReminderRowKey', $$
    INSERT INTO orleans_reminders AS r (service_id, grain_id, reminder_name, start_at, period_ms, grain_hash, version)
    VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
    ON CONFLICT (service_id, grain_id, reminder_name) DO UPDATE
        SET start_at = excluded.start_at, period_ms = excluded.period_ms, grain_hash = excluded.grain_hash, version = r.version + 1
    RETURNING version AS "Version"
$$),
('ReadReminderRowsKey', $$
    SELECT grain_id AS "GrainId", reminder_name AS "ReminderName", start_at AS "StartTime", period_ms AS "Period", version AS "Version"
    FROM orleans_reminders
    WHERE service_id = @ServiceId AND grain_id = @GrainId
$$),
('ReadReminderRowKey', $$
    SELECT grain_id AS "GrainId", reminder_name AS "ReminderName", start_at AS "StartTime", period_ms AS "Period", version AS "Version"
    FROM orleans_reminders
    WHERE service_id = @ServiceId AND grain_id = @GrainId AND reminder_name = @ReminderName
$$),
-- A range of the ring is (begin, end]; the second statement serves the one that wraps around.
('ReadRangeRows1Key', $$
    SELECT grain_id AS "GrainId", reminder_name AS "ReminderName", start_at AS "StartTime", period_ms AS "Period", version AS "Version"
    FROM orleans_reminders
    WHERE service_id = @ServiceId AND grain_hash > @BeginHash AND grain_hash <= @EndHash
$$),
('ReadRangeRows2Key', $$
    SELECT grain_id AS "GrainId", reminder_name AS "ReminderName", start_at AS "StartTime", period_ms AS "Period", version AS "Version"
    FROM orleans_reminders
    WHERE service_id = @ServiceId AND (grain_hash > @BeginHash OR grain_hash <= @EndHash)
$$),
('DeleteReminderRowKey', $$
    WITH removed AS (
        DELETE FROM orleans_reminders
        WHERE service_id = @ServiceId AND grain_id = @GrainId AND reminder_name = @ReminderName AND version = @Version
        RETURNING 1)
    SELECT EXISTS (SELECT FROM removed)
$$),
('DeleteReminderRowsKey', $$
    DELETE FROM orleans_reminders WHERE service_id = @ServiceId
$$);

-- Grain state. The two hashes are computed by Orleans and only narrow the search; the whole key decides. Keys that are strings have
-- n0 = n1 = 0; keys that are numbers or Guids have no string: a missing string equals a missing string (NULLS NOT DISTINCT).

CREATE TABLE orleans_storage (
    grain_id_hash   integer     NOT NULL,
    grain_type_hash integer     NOT NULL,
    grain_id_n0     bigint      NOT NULL,
    grain_id_n1     bigint      NOT NULL,
    grain_type      text        NOT NULL,
    service_id      text        NOT NULL,
    grain_key       text,
    payload         bytea,                       -- null once the grain cleared its state; the version goes on
    version         integer     NOT NULL,
    modified_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT orleans_storage_key UNIQUE NULLS NOT DISTINCT
        (grain_id_hash, grain_type_hash, grain_id_n0, grain_id_n1, grain_type, service_id, grain_key)
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('ReadFromStorageKey', $$
    SELECT payload AS "PayloadBinary", version AS "Version"
    FROM orleans_storage
    WHERE grain_id_hash = @GrainIdHash AND grain_type_hash = @GrainTypeHash
      AND grain_id_n0 = @GrainIdN0 AND grain_id_n1 = @GrainIdN1
      AND grain_type = @GrainTypeString AND service_id = @ServiceId
      AND grain_key IS NOT DISTINCT FROM @GrainIdExtensionString
$$),
-- A known version updates, an unknown one inserts; otherwise the caller's own version comes back, which is Orleans' sign of a conflict.
('WriteToStorageKey', $$
    WITH updated AS (
        UPDATE orleans_storage SET payload = @PayloadBinary, version = version + 1, modified_at = now()
        WHERE grain_id_hash = @GrainIdHash AND grain_type_hash = @GrainTypeHash
          AND grain_id_n0 = @GrainIdN0 AND grain_id_n1 = @GrainIdN1
          AND grain_type = @GrainTypeString AND service_id = @ServiceId
          AND grain_key IS NOT DISTINCT FROM @GrainIdExtensionString
          AND version = @GrainStateVersion
        RETURNING version),
    inserted AS (
        INSERT INTO orleans_storage
            (grain_id_hash, grain_type_hash, grain_id_n0, grain_id_n1, grain_type, service_id, grain_key, payload, version)
        SELECT @GrainIdHash, @GrainTypeHash, @GrainIdN0, @GrainIdN1, @GrainTypeString, @ServiceId, @GrainIdExtensionString,
               @PayloadBinary, 1
        WHERE @GrainStateVersion IS NULL
        ON CONFLICT ON CONSTRAINT orleans_storage_key DO NOTHING
        RETURNING version)
    SELECT coalesce((SELECT version FROM updated), (SELECT version FROM inserted), @GrainStateVersion) AS "NewGrainStateVersion"
$$),
('ClearStorageKey', $$
    WITH cleared AS (
        UPDATE orleans_storage SET payload = NULL, version = version + 1, modified_at = now()
        WHERE grain_id_hash = @GrainIdHash AND grain_type_hash = @GrainTypeHash
          AND grain_id_n0 = @GrainIdN0 AND grain_id_n1 = @GrainIdN1
          AND grain_type = @GrainTypeString AND service_id = @ServiceId
          AND grain_key IS NOT DISTINCT FROM @GrainIdExtensionString
          AND version = @GrainStateVersion
        RETURNING version)
    SELECT coalesce((SELECT version FROM cleared), @GrainStateVersion) AS "NewGrainStateVersion"
$$),
('DeleteStorageKey', $$
    WITH deleted AS (
        DELETE FROM orleans_storage
        WHERE grain_id_hash = @GrainIdHash AND grain_type_hash = @GrainTypeHash
          AND grain_id_n0 = @GrainIdN0 AND grain_id_n1 = @GrainIdN1
          AND grain_type = @GrainTypeString AND service_id = @ServiceId
          AND grain_key IS NOT DISTINCT FROM @GrainIdExtensionString
          AND version = @GrainStateVersion
        RETURNING version)
    SELECT coalesce((SELECT version + 1 FROM deleted), @GrainStateVersion) AS "NewGrainStateVersion"
$$);
