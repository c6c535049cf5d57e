-- The business truth of LeadCall: tenants and their people, devices with their intervals, calls, the sync of each call,
-- every write in Zoho, and what is known of the tenant's CRM. Statuses are text tied to their columns by CHECKs;
-- intervals are [from, to) ranges kept disjoint by exclusion constraints; everything belongs to one tenant and says so in its key.

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- ---------------------------------------------------------------- tenants and their people

CREATE TABLE tenants (
    tenant_id        uuid PRIMARY KEY,
    name             text NOT NULL CHECK (name <> ''),
    -- Keys the hashes of phone numbers (crm_phones, identity of calls), so that a hash tells nothing outside its tenant.
    phone_hash_key   bytea NOT NULL CHECK (octet_length(phone_hash_key) = 32),
    -- Only a tenant made by `leadcall up` may be touched by the simulated fleet.
    is_demo          boolean NOT NULL DEFAULT false,
    created_at       timestamptz NOT NULL
);

CREATE TABLE tenant_settings (
    tenant_id               uuid PRIMARY KEY REFERENCES tenants,
    time_zone               text NOT NULL DEFAULT 'UTC',                                    -- IANA name
    default_country         text NOT NULL DEFAULT 'US' CHECK (default_country ~ '^[A-Z]{2}$'),
    placeholder_last_name   text NOT NULL DEFAULT 'Inbound Lead' CHECK (placeholder_last_name <> ''),
    tasks_enabled           boolean NOT NULL DEFAULT true,                                  -- FEATURES E6
    task_subject_prefix     text NOT NULL DEFAULT 'Call back',
    task_due_offset_days    integer NOT NULL DEFAULT 0 CHECK (task_due_offset_days BETWEEN 0 AND 365),
    call_result_connected   text NOT NULL DEFAULT 'Connected',
    call_result_missed      text NOT NULL DEFAULT 'Missed',
    duplicate_lead_call     text NOT NULL DEFAULT 'never' CHECK (duplicate_lead_call IN ('never', 'own', 'always')),  -- FEATURES E4
    duplicate_lead_task     boolean NOT NULL DEFAULT true,
    rejected_counts_as_missed boolean NOT NULL DEFAULT false,                               -- FEATURES D3
    live_max_age            interval NOT NULL DEFAULT '24 hours' CHECK (live_max_age > '0'),
    workflows_live          boolean NOT NULL DEFAULT true,                                  -- FEATURES E12
    workflows_late          boolean NOT NULL DEFAULT false
);

CREATE TABLE users (
    tenant_id   uuid NOT NULL REFERENCES tenants,
    user_id     uuid NOT NULL,
    email       text NOT NULL,
    name        text NOT NULL,
    role        text NOT NULL CHECK (role IN ('viewer', 'manager', 'admin')),
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, user_id)
);
CREATE UNIQUE INDEX users_email ON users (lower(email));

CREATE TABLE reps (
    tenant_id   uuid NOT NULL REFERENCES tenants,
    rep_id      uuid NOT NULL,
    name        text NOT NULL CHECK (name <> ''),
    active      boolean NOT NULL DEFAULT true,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, rep_id)
);

-- Owner mapping (FEATURES E7). A Zoho user id is an id of one organisation only.
CREATE TABLE rep_mappings (
    tenant_id     uuid NOT NULL,
    rep_id        uuid NOT NULL,
    zoho_org      text NOT NULL,
    zoho_user_id  text NOT NULL,
    zoho_user_name text NOT NULL,
    mapped_at     timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, rep_id, zoho_org),
    FOREIGN KEY (tenant_id, rep_id) REFERENCES reps
);

-- ---------------------------------------------------------------- devices

CREATE TABLE devices (
    tenant_id       uuid NOT NULL REFERENCES tenants,
    device_id       uuid NOT NULL,
    install_id      text NOT NULL CHECK (install_id <> ''),  -- the handset; enrolling it again gives the same device
    label           text NOT NULL,
    active          boolean NOT NULL DEFAULT true,
    enrolled_at     timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, device_id),
    UNIQUE (tenant_id, install_id)
);

CREATE TABLE device_tokens (
    token_sha256  bytea PRIMARY KEY CHECK (octet_length(token_sha256) = 32),
    tenant_id     uuid NOT NULL,
    device_id     uuid NOT NULL,
    issued_at     timestamptz NOT NULL,
    revoked_at    timestamptz,
    FOREIGN KEY (tenant_id, device_id) REFERENCES devices
);
CREATE INDEX device_tokens_device ON device_tokens (tenant_id, device_id);

CREATE TABLE enrollment_codes (
    code_sha256   bytea PRIMARY KEY CHECK (octet_length(code_sha256) = 32),
    tenant_id     uuid NOT NULL REFERENCES tenants,
    label         text NOT NULL,
    created_at    timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL CHECK (expires_at > created_at),
    used_at       timestamptz,
    used_by_device uuid,
    CHECK ((used_at IS NULL) = (used_by_device IS NULL))
);

-- Narrow on purpose: written often (at most every 10 s per device), read by every list.
CREATE TABLE device_activity (
    tenant_id        uuid NOT NULL,
    device_id        uuid NOT NULL,
    last_seen_at     timestamptz NOT NULL,
    last_upload_at   timestamptz,
    last_call_at     timestamptz,
    clock_skew_s     integer NOT NULL DEFAULT 0,   -- phone minus server, as last measured
    app_version      text,
    PRIMARY KEY (tenant_id, device_id),
    FOREIGN KEY (tenant_id, device_id) REFERENCES devices
) WITH (fillfactor = 70);

CREATE TABLE device_roles (
    tenant_id   uuid NOT NULL,
    device_id   uuid NOT NULL,
    role        text NOT NULL CHECK (role IN ('campaign', 'sales_rep')),
    during      tstzrange NOT NULL CHECK (NOT isempty(during) AND lower_inc(during) AND NOT upper_inc(during) AND lower(during) IS NOT NULL),
    set_by      text NOT NULL,
    set_at      timestamptz NOT NULL,
    FOREIGN KEY (tenant_id, device_id) REFERENCES devices,
    EXCLUDE USING gist (tenant_id WITH =, device_id WITH =, during WITH &&)
);

CREATE TABLE device_holders (
    tenant_id   uuid NOT NULL,
    device_id   uuid NOT NULL,
    rep_id      uuid NOT NULL,
    during      tstzrange NOT NULL CHECK (NOT isempty(during) AND lower_inc(during) AND NOT upper_inc(during) AND lower(during) IS NOT NULL),
    set_by      text NOT NULL,
    set_at      timestamptz NOT NULL,
    FOREIGN KEY (tenant_id, device_id) REFERENCES devices,
    FOREIGN KEY (tenant_id, rep_id) REFERENCES reps,
    EXCLUDE USING gist (tenant_id WITH =, device_id WITH =, during WITH &&)
);

CREATE TABLE device_assignments (
    tenant_id      uuid NOT NULL,
    assignment_id  uuid NOT NULL,
    device_id      uuid NOT NULL,
    during         tstzrange NOT NULL CHECK (NOT isempty(during) AND lower_inc(during) AND NOT upper_inc(during) AND lower(during) IS NOT NULL),
    -- Ordered rows [{"name": "Lead Source", "value": "Google Ads"}, ...] (FEATURES C4).
    metadata       jsonb NOT NULL CHECK (jsonb_typeof(metadata) = 'array'),
    zoho_org       text,
    zoho_campaign_id text,
    zoho_campaign_name text,
    set_by         text NOT NULL,
    set_at         timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, assignment_id),
    FOREIGN KEY (tenant_id, device_id) REFERENCES devices,
    CHECK ((zoho_org IS NULL) = (zoho_campaign_id IS NULL)),
    EXCLUDE USING gist (tenant_id WITH =, device_id WITH =, during WITH &&)
);

-- ---------------------------------------------------------------- calls

CREATE TABLE calls (
    tenant_id           uuid NOT NULL,
    call_id             uuid NOT NULL,
    device_id           uuid NOT NULL,
    direction           text NOT NULL CHECK (direction IN ('inbound', 'missed', 'outbound', 'rejected', 'blocked', 'voicemail')),
    reported_started_at timestamptz NOT NULL,          -- as the phone said it: part of the call's identity
    started_at          timestamptz NOT NULL,          -- corrected for the phone's clock, never later than received_at
    duration_s          integer NOT NULL CHECK (duration_s >= 0),
    number_raw          text,                          -- as the phone said it; null = withheld
    number_e164         text,
    -- Keyed hash of number_raw: stands for the number in the call's identity, also after the number was erased.
    number_key          bytea NOT NULL CHECK (octet_length(number_key) = 16),
    phone_row_id        text,                          -- the phone's own id: kept, never trusted (it restarts after a reset)
    received_at         timestamptz NOT NULL,
    clock_skew_s        integer NOT NULL,              -- phone minus server at this upload
    clock_corrected     boolean NOT NULL,              -- FEATURES B8
    -- Attribution, fixed at ingest by joining the intervals at started_at.
    role                text CHECK (role IN ('campaign', 'sales_rep')),
    assignment_id       uuid,
    rep_id              uuid,
    ineligible_reason   text CHECK (ineligible_reason IN (
        'needs_setup', 'sales_rep_phone', 'no_assignment', 'outbound', 'rejected', 'blocked', 'voicemail',
        'withheld_number', 'short_number', 'unparseable_number', 'ignored_number')),
    PRIMARY KEY (tenant_id, call_id),
    FOREIGN KEY (tenant_id, device_id) REFERENCES devices,
    FOREIGN KEY (tenant_id, assignment_id) REFERENCES device_assignments,
    FOREIGN KEY (tenant_id, rep_id) REFERENCES reps,
    CHECK (ineligible_reason IS NOT NULL OR (role = 'campaign' AND assignment_id IS NOT NULL AND number_e164 IS NOT NULL)),
    CHECK (started_at <= received_at)
);
-- The identity of a call is its content (FEATURES D1, D8). Device first, then time: new calls land on few pages.
CREATE UNIQUE INDEX calls_identity ON calls (device_id, reported_started_at, direction, number_key);
CREATE INDEX calls_started ON calls (tenant_id, started_at DESC, call_id DESC);

-- ---------------------------------------------------------------- the sync of a call

CREATE TABLE call_syncs (
    tenant_id       uuid NOT NULL,
    call_id         uuid NOT NULL,
    status          text NOT NULL CHECK (status IN ('pending', 'created', 'linked', 'duplicate_lead', 'ambiguous', 'failed')),
    generation      integer NOT NULL DEFAULT 1,      -- counts plans and ends; every move is guarded by it
    origin          text NOT NULL CHECK (origin IN ('upload', 'backfill')),
    started_at      timestamptz NOT NULL,            -- of the call: the order of work
    number_e164     text NOT NULL,                   -- of the call: one sync in flight per number
    queued_at       timestamptz NOT NULL,
    due_at          timestamptz,                     -- next try
    waiting_for     text CHECK (waiting_for IN ('reading_crm', 'caller', 'outcome', 'connection', 'retry')),
    attempts        integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    error_step      text CHECK (error_step IN ('match', 'lead', 'call', 'task', 'campaign')),
    error_code      text,
    error_text      text,
    warning_step    text CHECK (warning_step IN ('task', 'campaign')),
    warning_code    text,
    warning_text    text,
    -- What the call was found to be, with the organisation its ids belong to.
    zoho_org        text,
    target_module   text CHECK (target_module IN ('Leads', 'Contacts')),
    target_id       text,
    finished_at     timestamptz,
    PRIMARY KEY (tenant_id, call_id),
    FOREIGN KEY (tenant_id, call_id) REFERENCES calls,
    CHECK ((status = 'pending') = (due_at IS NOT NULL)),
    CHECK ((status = 'pending') = (finished_at IS NULL)),
    CHECK (status <> 'failed' OR error_code IS NOT NULL),
    CHECK (status NOT IN ('created', 'linked', 'duplicate_lead') OR (zoho_org IS NOT NULL AND target_module IS NOT NULL AND target_id IS NOT NULL)),
    CHECK (status <> 'created' OR target_module = 'Leads'),
    CHECK ((warning_step IS NULL) = (warning_code IS NULL))
);
CREATE INDEX call_syncs_due ON call_syncs (tenant_id, due_at) WHERE status = 'pending';
CREATE INDEX call_syncs_pending_order ON call_syncs (tenant_id, started_at) WHERE status = 'pending';

CREATE TABLE sync_attempts (
    tenant_id    uuid NOT NULL,
    call_id      uuid NOT NULL,
    attempt_id   bigint GENERATED ALWAYS AS IDENTITY,
    at           timestamptz NOT NULL,
    step         text NOT NULL CHECK (step IN ('match', 'lead', 'call', 'task', 'campaign')),
    result       text NOT NULL CHECK (result IN ('done', 'refused', 'not_sent', 'unknown', 'waiting')),
    code         text,
    message      text,
    record_id    text,
    PRIMARY KEY (tenant_id, call_id, attempt_id),
    FOREIGN KEY (tenant_id, call_id) REFERENCES call_syncs
);

-- The records an ambiguous call could belong to (FEATURES F3), as they were when it was decided.
CREATE TABLE sync_candidates (
    tenant_id      uuid NOT NULL,
    call_id        uuid NOT NULL,
    zoho_org       text NOT NULL,
    module         text NOT NULL CHECK (module IN ('Leads', 'Contacts')),
    record_id      text NOT NULL,
    name           text NOT NULL,
    company        text,
    email          text,
    owner_name     text,
    matched_field  text NOT NULL,
    possible_only  boolean NOT NULL,      -- only the last digits agree, because one side does not parse
    PRIMARY KEY (tenant_id, call_id, zoho_org, module, record_id),
    FOREIGN KEY (tenant_id, call_id) REFERENCES call_syncs
);

-- Every write in Zoho. The payload is frozen when planned; only the row that this moves planned -> sent is sent.
CREATE TABLE zoho_writes (
    tenant_id    uuid NOT NULL,
    zoho_org     text NOT NULL,
    call_id      uuid NOT NULL,
    step         text NOT NULL CHECK (step IN ('lead', 'call', 'task', 'campaign')),
    lane         text NOT NULL CHECK (lane IN ('live', 'late')),
    run_workflows boolean NOT NULL,
    payload      jsonb NOT NULL,
    state        text NOT NULL CHECK (state IN ('planned', 'sent', 'done', 'refused', 'unknown')),
    sends        integer NOT NULL DEFAULT 0,       -- an answer belongs to one send
    unknowns     integer NOT NULL DEFAULT 0,       -- sends whose outcome nobody knows
    planned_at   timestamptz NOT NULL,
    sent_at      timestamptz,
    answered_at  timestamptz,
    looks        integer NOT NULL DEFAULT 0,       -- how often an unknown outcome was looked for since the last send
    looked_at    timestamptz,
    record_id    text,
    code         text,
    message      text,
    PRIMARY KEY (tenant_id, zoho_org, call_id, step),
    FOREIGN KEY (tenant_id, call_id) REFERENCES call_syncs,
    CHECK (state = 'planned' OR sent_at IS NOT NULL),
    CHECK ((state = 'done') = (record_id IS NOT NULL)),
    CHECK (state <> 'refused' OR code IS NOT NULL)
);
CREATE INDEX zoho_writes_open ON zoho_writes (tenant_id, state, sent_at) WHERE state IN ('planned', 'sent', 'unknown');
CREATE INDEX zoho_writes_leads ON zoho_writes (tenant_id, record_id) WHERE step = 'lead' AND record_id IS NOT NULL;
CREATE INDEX zoho_writes_call ON zoho_writes (tenant_id, call_id);

-- The arbiter of "one Lead per number" (FEATURES E8): at most one call holds the claim, and the Lead made stays known.
CREATE TABLE callers (
    tenant_id        uuid NOT NULL REFERENCES tenants,
    zoho_org         text NOT NULL,
    number_e164      text NOT NULL,
    claimed_by_call  uuid,
    claimed_at       timestamptz,
    lead_id          text,
    lead_for_call_id uuid,
    PRIMARY KEY (tenant_id, zoho_org, number_e164),
    CHECK ((lead_id IS NULL) = (lead_for_call_id IS NULL)),
    CHECK ((claimed_by_call IS NULL) = (claimed_at IS NULL)),
    CHECK (claimed_by_call IS NULL OR lead_id IS NULL)
);

-- ---------------------------------------------------------------- the tenant's Zoho

CREATE TABLE zoho_connections (
    tenant_id          uuid PRIMARY KEY REFERENCES tenants,
    zoho_org           text NOT NULL,              -- "<data centre>:<org id>"
    org_name           text NOT NULL,
    location           text NOT NULL,              -- data centre, FACTS 1.1
    accounts_server    text NOT NULL,
    api_domain         text NOT NULL,
    edition            text,
    org_time_zone      text,
    scopes             text[] NOT NULL,
    state              text NOT NULL CHECK (state IN ('active', 'disconnected')),
    refresh_token      text NOT NULL,              -- encrypted
    access_token       text,                       -- encrypted
    access_expires_at  timestamptz,
    token_generation   integer NOT NULL DEFAULT 0,
    connected_by       text NOT NULL,
    connected_at       timestamptz NOT NULL,
    first_connected_at timestamptz NOT NULL        -- before it, eligible calls are not queued (FEATURES A10)
);
-- One organisation has at most one active connection in the whole installation (FEATURES A8).
CREATE UNIQUE INDEX zoho_connections_one_per_org ON zoho_connections (zoho_org) WHERE state = 'active';

CREATE TABLE zoho_fields (
    tenant_id    uuid NOT NULL REFERENCES tenants,
    zoho_org     text NOT NULL,
    module       text NOT NULL,
    api_name     text NOT NULL,
    label        text NOT NULL,
    data_type    text NOT NULL,
    max_length   integer,
    writable     boolean NOT NULL,
    mandatory    boolean NOT NULL,
    picklist     text[],
    read_at      timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, zoho_org, module, api_name)
);

-- Every number of every Lead and Contact, normalised by us, as keyed hashes (FEATURES E14).
CREATE TABLE crm_phones (
    tenant_id     uuid NOT NULL REFERENCES tenants,
    zoho_org      text NOT NULL,
    module        text NOT NULL CHECK (module IN ('Leads', 'Contacts')),
    record_id     text NOT NULL,
    field         text NOT NULL,
    hash          bytea NOT NULL CHECK (octet_length(hash) = 32),
    -- exact: hash of the E.164 form. last8: the value does not parse; hash of its last eight digits.
    kind          text NOT NULL CHECK (kind IN ('exact', 'last8')),
    PRIMARY KEY (tenant_id, zoho_org, module, record_id, field, hash)
);
CREATE INDEX crm_phones_hash ON crm_phones (tenant_id, zoho_org, hash);

CREATE TABLE crm_watermarks (
    tenant_id     uuid NOT NULL REFERENCES tenants,
    zoho_org      text NOT NULL,
    module        text NOT NULL CHECK (module IN ('Leads', 'Contacts')),
    watermark     timestamptz NOT NULL,            -- greatest Modified_Time taken in
    filled_at     timestamptz,                     -- null while the first read-in is under way
    records_read  bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, zoho_org, module)
);

CREATE TABLE data_protection_keys (
    friendly_name text PRIMARY KEY,
    xml           text NOT NULL,
    created_at    timestamptz NOT NULL
);
