-- Rows that are due: which of a number's is the first, and which wait for longer than they should.

-- Why: a thousand due calls of one number must not hide the calls of other numbers from the queue. It takes the first due call of each
-- number, and this index tells whether a row is the first.
CREATE INDEX call_syncs_pending_number ON call_syncs (tenant_id, number_e164, started_at, call_id) WHERE status = 'pending';

-- Why: a row that is due for longer than a minute while nothing is paused is flagged (FEATURES F4) wherever syncs are listed. Paused means
-- that the tenant is not connected or its connection has an open incident.
CREATE FUNCTION sync_is_overdue(sync call_syncs, at timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT sync.status = 'pending' AND sync.due_at < at - interval '1 minute' AND EXISTS (
        SELECT FROM zoho_connections z
        WHERE z.tenant_id = sync.tenant_id AND z.state = 'active'
          AND NOT EXISTS (SELECT FROM incidents i WHERE i.tenant_id = z.tenant_id AND i.zoho_org = z.zoho_org AND i.closed_at IS NULL))
$$;
