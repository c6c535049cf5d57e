-- The sync beyond the straight way: why a write was refused, records that changed under a call, incidents, and the defaults of
-- fields that a CRM insists on.

-- ---------------------------------------------------------------- writes

ALTER TABLE zoho_writes DROP CONSTRAINT zoho_writes_state_check;
ALTER TABLE zoho_writes ADD CONSTRAINT zoho_writes_state_check
    -- void: refused, and the call went on another way; planning it anew takes a fresh payload.
    CHECK (state IN ('planned', 'sent', 'done', 'refused', 'unknown', 'void'));
ALTER TABLE zoho_writes
    -- What stands behind the code: decides whether a call waits, goes on elsewhere or fails.
    ADD COLUMN cause text CHECK (cause IN (
        'connection', 'passing', 'scope', 'rights', 'duplicate', 'target', 'mandatory_field', 'data')),
    ADD COLUMN field text,                   -- API name of the field it is about
    -- The record a duplicate refusal names (FACTS 3.3).
    ADD COLUMN named_module text,
    ADD COLUMN named_id text;
-- Refusals of before, and of nodes of before that still run, have no cause: they count as refusals of the data.
UPDATE zoho_writes SET cause = 'data' WHERE state = 'refused';

-- ---------------------------------------------------------------- syncs

ALTER TABLE call_syncs
    -- The record it went to is gone: who the caller is must be asked again before anything else (FEATURES E15).
    ADD COLUMN rematch boolean NOT NULL DEFAULT false,
    ADD COLUMN detours integer NOT NULL DEFAULT 0 CHECK (detours >= 0);   -- how often it went on another way

-- ---------------------------------------------------------------- incidents (DESIGN 2)

-- While one is open the tenant's queue holds: one incident instead of thousands of failed rows.
CREATE TABLE incidents (
    tenant_id    uuid NOT NULL REFERENCES tenants,
    incident_id  uuid NOT NULL,
    zoho_org     text NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('access_revoked', 'scope_missing', 'budget_used_up', 'zoho_down', 'field_default_missing', 'held')),
    code         text,                         -- Zoho's own code, where there is one
    message      text NOT NULL CHECK (message <> ''),
    opened_at    timestamptz NOT NULL,
    opened_by    text NOT NULL,
    closed_at    timestamptz,
    closed_by    text,
    PRIMARY KEY (tenant_id, incident_id),
    CHECK ((closed_at IS NULL) = (closed_by IS NULL)),
    CHECK (closed_at >= opened_at)
);
CREATE UNIQUE INDEX incidents_one_open_per_kind ON incidents (tenant_id, zoho_org, kind) WHERE closed_at IS NULL;

-- ---------------------------------------------------------------- mandatory fields (FEATURES E13)

CREATE TABLE field_defaults (
    tenant_id   uuid NOT NULL REFERENCES tenants,
    zoho_org    text NOT NULL,
    module      text NOT NULL CHECK (module IN ('Leads', 'Calls', 'Tasks')),
    api_name    text NOT NULL,
    value       text NOT NULL CHECK (value <> ''),
    set_by      text NOT NULL,
    set_at      timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, zoho_org, module, api_name)
);
