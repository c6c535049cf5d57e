-- What people may tell a sync to do: retry, resolve, undo. Who picked a record and when stays on the row; what was picked for a number
-- may be remembered.

-- ---------------------------------------------------------------- writes

-- void also: planned for a pick that was undone, hence perhaps never sent and never refused.
ALTER TABLE zoho_writes DROP CONSTRAINT zoho_writes_check;
ALTER TABLE zoho_writes ADD CONSTRAINT zoho_writes_sent CHECK (state IN ('planned', 'void') OR sent_at IS NOT NULL);

-- ---------------------------------------------------------------- syncs

ALTER TABLE call_syncs DROP CONSTRAINT call_syncs_waiting_for_check;
ALTER TABLE call_syncs ADD CONSTRAINT call_syncs_waiting_for_check
    CHECK (waiting_for IN ('reading_crm', 'caller', 'outcome', 'connection', 'retry', 'undo'));
ALTER TABLE call_syncs
    -- What a person picked for this call, or once for this number; counts while it is also the target.
    ADD COLUMN picked_module text CHECK (picked_module IN ('Leads', 'Contacts')),
    ADD COLUMN picked_id text,
    ADD COLUMN picked_by text,
    ADD COLUMN picked_by_id uuid,
    ADD COLUMN picked_at timestamptz,
    -- The generation that the pick made; null when it was remembered and not made for this call: then there is nothing to undo.
    ADD COLUMN picked_generation integer,
    -- While pending: a step that ended with a warning is tried anew, and the sync ends as it had ended.
    ADD COLUMN keeps_status text CHECK (keeps_status IN ('created', 'linked', 'duplicate_lead')),
    ADD CONSTRAINT call_syncs_pick CHECK (num_nonnulls(picked_module, picked_id, picked_by, picked_by_id, picked_at) IN (0, 5)),
    ADD CONSTRAINT call_syncs_pick_generation CHECK (picked_generation IS NULL OR picked_id IS NOT NULL);

-- ---------------------------------------------------------------- the log of a sync

ALTER TABLE sync_attempts DROP CONSTRAINT sync_attempts_result_check;
ALTER TABLE sync_attempts ADD CONSTRAINT sync_attempts_result_check
    CHECK (result IN ('done', 'refused', 'not_sent', 'unknown', 'waiting', 'retried', 'resolved', 'undone'));
ALTER TABLE sync_attempts
    ADD COLUMN by_name text,                 -- of the person who asked
    ADD COLUMN by_id uuid,
    ADD CONSTRAINT sync_attempts_by CHECK (
        (result IN ('retried', 'resolved', 'undone')) = (by_id IS NOT NULL) AND (by_id IS NULL) = (by_name IS NULL));

-- ---------------------------------------------------------------- remembered choices (FEATURES F3)

-- One row per resolve that asked to be remembered; the newest of a number counts. An undone resolve takes its row along, and the one
-- before counts again.
CREATE TABLE caller_choices (
    tenant_id     uuid NOT NULL,
    zoho_org      text NOT NULL,
    number_e164   text NOT NULL,
    call_id       uuid NOT NULL,             -- whose resolve it was
    module        text NOT NULL CHECK (module IN ('Leads', 'Contacts')),
    record_id     text NOT NULL,
    chosen_by     text NOT NULL,
    chosen_by_id  uuid NOT NULL,
    chosen_at     timestamptz NOT NULL,
    counts_from   timestamptz NOT NULL,      -- end of the time in which it may be undone
    PRIMARY KEY (tenant_id, zoho_org, number_e164, call_id),
    FOREIGN KEY (tenant_id, call_id) REFERENCES call_syncs
);
