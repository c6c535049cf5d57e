-- Why: a thousand due calls of one number must not hide the calls of other numbers from the queue. It takes the first due call of each
-- number, and this index tells whether a row is the first.
CREATE INDEX call_syncs_pending_number ON call_syncs (tenant_id, number_e164, started_at, call_id) WHERE status = 'pending';
